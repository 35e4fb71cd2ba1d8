package org.rlhflab.reward.model;

import java.util.Arrays;
import java.util.List;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.label.Preference;

/// What of labels a model can't take in, since its context is shorter than their texts.
///
/// @param cut labels of which at least one response does not fit with its prompt
/// @param alike labels among them whose two responses are the same tokens after the cut: they teach
///   nothing
public record CutLabels(int cut, int alike) {

  /// Encodes labels as training does (see [EncodedResponse]).
  public static CutLabels of(List<Preference> labels, Tokenizer tokenizer, int context) {
    int cut = 0;
    int alike = 0;
    for (Preference label : labels) {
      int prompt = tokenizer.encode(PromptFormat.prompt(label.prompt())).length;
      int chosen = tokenizer.encode(PromptFormat.completion(label.chosen())).length;
      int rejected = tokenizer.encode(PromptFormat.completion(label.rejected())).length;
      if (prompt + Math.max(chosen, rejected) + 1 > context) {
        cut++;
        alike += areAlike(label, tokenizer, context) ? 1 : 0;
      }
    }
    return new CutLabels(cut, alike);
  }

  private static boolean areAlike(Preference label, Tokenizer tokenizer, int context) {
    return Arrays.equals(
        EncodedResponse.of(tokenizer, label.prompt(), label.chosen(), context).tokens(),
        EncodedResponse.of(tokenizer, label.prompt(), label.rejected(), context).tokens());
  }
}

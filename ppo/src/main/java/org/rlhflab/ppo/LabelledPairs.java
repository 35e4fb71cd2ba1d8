package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.ResponseLogProbs;

/// Labels as DPO learns from them.
///
/// @param responses chosen and rejected one in turn, `[2 * pairs]`
/// @param referenceLogProbs of their tokens under the fine-tuned model, `[2 * pairs][tokens]`
/// @param ties whether neither was preferred, `[pairs]`
/// @param weights how much each label counts, `[pairs]`
record LabelledPairs(
    List<EncodedResponse> responses,
    List<float[]> referenceLogProbs,
    boolean[] ties,
    float[] weights) {

  /// Encodes labels and asks the fine-tuned model about them, at the sampling temperature.
  static LabelledPairs of(
      List<Preference> labels, ModelFolder start, double temperature, Workers workers) {
    int longest = start.gpt().config().context();
    List<EncodedResponse> responses = new ArrayList<>();
    boolean[] ties = new boolean[labels.size()];
    float[] weights = new float[labels.size()];
    for (int i = 0; i < ties.length; i++) {
      Preference label = labels.get(i);
      for (String text : List.of(label.chosen(), label.rejected())) {
        responses.add(EncodedResponse.of(start.tokenizer(), label.prompt(), text, longest));
      }
      ties[i] = label.tie();
      weights[i] = (float) label.weight();
    }
    List<float[]> reference =
        new ResponseLogProbs(start.gpt(), workers).of(responses, (float) temperature);
    return new LabelledPairs(responses, reference, ties, weights);
  }

  /// How many.
  int count() {
    return ties.length;
  }

  /// The pairs with these numbers.
  LabelledPairs only(int[] chosen) {
    List<EncodedResponse> some = new ArrayList<>();
    List<float[]> reference = new ArrayList<>();
    boolean[] ownTies = new boolean[chosen.length];
    float[] ownWeights = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      some.addAll(responses.subList(2 * chosen[i], 2 * chosen[i] + 2));
      reference.addAll(referenceLogProbs.subList(2 * chosen[i], 2 * chosen[i] + 2));
      ownTies[i] = ties[chosen[i]];
      ownWeights[i] = weights[chosen[i]];
    }
    return new LabelledPairs(some, reference, ownTies, ownWeights);
  }

  /// Where each response's tokens begin, all laid end to end, and where the last one's end.
  int[] starts() {
    int[] starts = new int[responses.size() + 1];
    for (int s = 0; s < responses.size(); s++) {
      starts[s + 1] = starts[s] + responses.get(s).length();
    }
    return starts;
  }

  /// The reference's log-probabilities laid end to end.
  float[] flatReference() {
    float[] flat = new float[starts()[responses.size()]];
    int next = 0;
    for (float[] each : referenceLogProbs) {
      System.arraycopy(each, 0, flat, next, each.length);
      next += each.length;
    }
    return flat;
  }
}

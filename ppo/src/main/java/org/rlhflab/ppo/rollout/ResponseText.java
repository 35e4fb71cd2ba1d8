package org.rlhflab.ppo.rollout;

import java.util.Arrays;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.model.EncodedResponse;

/// A response as a reader would see it: the text, without the end-of-text token.
///
/// @param prompt as the model read it
/// @param text what it answered, without blanks around it
/// @param ended whether it ended by itself
public record ResponseText(String prompt, String text, boolean ended) {

  /// Decodes a response.
  public static ResponseText of(EncodedResponse response, Tokenizer tokenizer) {
    int[] tokens = response.tokens();
    boolean ended = tokens[tokens.length - 1] == tokenizer.endOfText();
    int end = tokens.length - (ended ? 1 : 0);
    return new ResponseText(
        tokenizer.decode(Arrays.copyOf(tokens, response.first())),
        tokenizer.decode(Arrays.copyOfRange(tokens, response.first(), end)).strip(),
        ended);
  }
}

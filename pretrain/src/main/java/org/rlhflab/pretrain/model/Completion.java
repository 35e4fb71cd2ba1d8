package org.rlhflab.pretrain.model;

/// What a model wrote after a prompt.
///
/// @param tokens the response, with its end-of-text token where it has one
/// @param logProbs log-probability of each token under the temperature it was drawn at (1 where it
///   was the likeliest that was taken), before any limit by top-k or top-p
/// @param finished whether it ended with the end-of-text token
public record Completion(int[] tokens, float[] logProbs, boolean finished) {

  /// The response without its end-of-text token.
  public int[] text() {
    return finished ? java.util.Arrays.copyOf(tokens, tokens.length - 1) : tokens;
  }
}

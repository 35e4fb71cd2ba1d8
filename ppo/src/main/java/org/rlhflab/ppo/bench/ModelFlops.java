package org.rlhflab.ppo.bench;

import org.rlhflab.pretrain.model.GptConfig;

/// The arithmetic that a model needs, whatever an implementation really does.
///
/// Forward 2 FLOP a token and matrix parameter and 4 x layers x length x width a token for
/// attention; forward and backward three times that: 6 and 12. Embeddings are looked up and cost
/// nothing; the head counts only where logits are wanted. Chowdhery et al. (2022), arXiv
/// 2204.02311, appendix B.
///
/// @param shape of the model
record ModelFlops(GptConfig shape) {
  private static final double BACK_AND_FORTH = 3;

  /// Forward over `sequences` of `length` tokens, logits after the last `wanted` of each.
  double forward(int sequences, int length, int wanted) {
    return sequences * (length * token(length) + wanted * head());
  }

  /// Forward and backward.
  double training(int sequences, int length, int wanted) {
    return BACK_AND_FORTH * forward(sequences, length, wanted);
  }

  /// Decoding `newTokens` after prompts, each looking at those before it. The last one is not read.
  double decoding(int sequences, int promptTokens, int newTokens) {
    double sum = forward(1, promptTokens, 1);
    for (int t = 1; t < newTokens; t++) {
      sum += token(promptTokens + t) + head();
    }
    return sequences * sum;
  }

  private double token(int length) {
    double blocks = 2.0 * shape.layers() * 12 * shape.width() * shape.width();
    return blocks + 4.0 * shape.layers() * length * shape.width();
  }

  private double head() {
    return 2.0 * shape.vocabulary() * shape.width();
  }
}

package org.rlhflab.pretrain.model;

/// The shape of a GPT: GPT-2's architecture (pre-layer-norm, learned positions, tanh-GELU), with a
/// head of its own instead of one tied to the token embedding.
///
/// @param vocabulary number of tokens, at least 2
/// @param context longest sequence in tokens, at least 1
/// @param width numbers a position is represented by, a multiple of `heads`
/// @param layers number of blocks, at least 1
/// @param heads attention heads, at least 1
public record GptConfig(int vocabulary, int context, int width, int layers, int heads) {

  /// Checks every range.
  public GptConfig {
    atLeast("vocabulary", vocabulary, 2);
    atLeast("context", context, 1);
    atLeast("layers", layers, 1);
    atLeast("heads", heads, 1);
    atLeast("width", width, 1);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of heads (" + heads + "), got " + width);
    }
  }

  /// Width of the feed-forward part: four times the model's, as in GPT-2.
  public int inner() {
    return 4 * width;
  }

  /// Model FLOPs a token of a sequence of `time` tokens, forward and backward: 6 a matrix parameter
  /// (head included) and 12 x layers x time x width for attention.
  public double flopsPerToken(double time) {
    double matrices = (double) layers * 12 * width * width + (double) vocabulary * width;
    return 6 * matrices + 12.0 * layers * time * width;
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }
}

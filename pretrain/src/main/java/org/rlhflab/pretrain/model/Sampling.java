package org.rlhflab.pretrain.model;

/// How the next token is drawn.
///
/// @param temperature logits are divided by it; 0 takes the likeliest token; at least 0
/// @param topK only the k likeliest tokens may be drawn; 0 is no limit
/// @param topP only the likeliest tokens that together reach this probability may be drawn
///   (Holtzman et al. 2020, arXiv 1904.09751); in (0, 1], 1 is no limit
/// @param maximumTokens longest response in tokens, end-of-text included; at least 1
public record Sampling(double temperature, int topK, double topP, int maximumTokens) {

  /// Checks every range.
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be a finite number of at least 0, got " + temperature);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("top-k must be at least 0, got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p must be in (0, 1], got " + topP);
    }
    if (maximumTokens < 1) {
      throw new IllegalArgumentException("maximum tokens must be at least 1: " + maximumTokens);
    }
  }

  /// From the whole distribution at a temperature.
  public static Sampling at(double temperature, int maximumTokens) {
    return new Sampling(temperature, 0, 1, maximumTokens);
  }

  /// The likeliest token at every step.
  public static Sampling greedy(int maximumTokens) {
    return at(0, maximumTokens);
  }
}

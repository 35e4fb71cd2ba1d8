package org.rlhflab.pretrain.ngram;

/// How surprised a model is by text: the number of equally likely choices that would leave it as
/// uncertain.
///
/// ```
/// per token   exp(-logProbability / tokens)      depends on the tokenizer
/// per byte    exp(-logProbability / bytes)       compares models with different tokenizers
/// bits        -logProbability / bytes / ln 2     what an ideal compressor would need for each byte
/// ```
///
/// @param logProbability sum of the natural logarithms of the tokens' probabilities, at most 0
/// @param tokens how many tokens were predicted, end-of-text included, above 0
/// @param bytes how many bytes of text they stand for, above 0
public record Perplexity(double logProbability, long tokens, long bytes) {
  /// Checks the ranges.
  public Perplexity {
    if (!(logProbability <= 0)) {
      throw new IllegalArgumentException("logProbability must be at most 0, got " + logProbability);
    }
    if (tokens <= 0 || bytes <= 0) {
      throw new IllegalArgumentException(
          "tokens and bytes must be above 0, got " + tokens + " and " + bytes);
    }
  }

  /// Of both texts together.
  public Perplexity plus(Perplexity other) {
    return new Perplexity(
        logProbability + other.logProbability, tokens + other.tokens, bytes + other.bytes);
  }

  /// Perplexity per token, at least 1.
  public double perToken() {
    return Math.exp(-logProbability / tokens);
  }

  /// Perplexity per byte, at least 1.
  public double perByte() {
    return Math.exp(-logProbability / bytes);
  }

  /// Bits per byte, at least 0.
  public double bitsPerByte() {
    return -logProbability / bytes / Math.log(2);
  }
}

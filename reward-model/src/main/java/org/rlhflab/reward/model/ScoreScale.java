package org.rlhflab.reward.model;

/// Where scores lie and how far they spread: what makes them mean 0 and standard deviation 1. The
/// deviation is that of all of them, divided by their number.
///
/// @param mean of the scores
/// @param deviation of the scores, above 0
public record ScoreScale(double mean, double deviation) {
  private static final double LEAST_DEVIATION = 1e-6;

  /// Of these scores, at least one.
  public static ScoreScale of(float[] scores) {
    double mean = 0;
    double squares = 0;
    for (float score : scores) {
      mean += (double) score / scores.length;
    }
    for (float score : scores) {
      squares += (score - mean) * (score - mean) / scores.length;
    }
    return new ScoreScale(mean, Math.max(LEAST_DEVIATION, Math.sqrt(squares)));
  }
}

package org.rlhflab.ppo.objective;

/// How far the policy has moved within an iteration, over the tokens of a minibatch: the same
/// figures for every algorithm.
///
/// `approxKl = 1/2 * mean of (log rho)^2`, `meanRatio = mean of rho`, `ratioVariance = mean of
/// rho^2
/// - meanRatio^2`
public final class RatioFigures {
  private double squares;
  private double ratios;
  private double deviations; // of the ratio from 1: exact where all are near it
  private double squaredDeviations;
  private int tokens;

  /// One token: log rho and rho.
  public void add(double logRatio, double ratio) {
    squares += logRatio * logRatio;
    ratios += ratio;
    deviations += ratio - 1;
    squaredDeviations += (ratio - 1) * (ratio - 1);
    tokens++;
  }

  /// All of them, with a loss and the share of what was clipped.
  public ClippedSurrogate.Result result(double loss, double clipFraction) {
    double mean = deviations / tokens;
    double variance = Math.max(0, squaredDeviations / tokens - mean * mean);
    return new ClippedSurrogate.Result(
        loss, clipFraction, 0.5 * squares / tokens, ratios / tokens, variance);
  }
}

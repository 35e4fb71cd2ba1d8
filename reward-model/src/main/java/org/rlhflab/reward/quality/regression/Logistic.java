package org.rlhflab.reward.quality.regression;

/// The logistic function, from log-odds to probability, without overflow.
public final class Logistic {
  private Logistic() {}

  /// `1 / (1 + e^-x)`.
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /// `log sigmoid(x)`.
  public static double logSigmoid(double x) {
    return Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
  }
}

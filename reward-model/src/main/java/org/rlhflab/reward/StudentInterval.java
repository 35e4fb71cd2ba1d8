package org.rlhflab.reward;

import org.apache.commons.statistics.distribution.TDistribution;
import org.rlhflab.pretrain.statistics.Interval;

/// Student's 95% interval of a mean over seeds:
///
/// `mean +- t(0.975, n - 1) s / sqrt(n)`, s the standard deviation with n - 1
///
/// Student 1908. For differences between two arms of the same seeds it is the paired interval.
final class StudentInterval {
  private static final double CONFIDENCE = 0.95;

  private StudentInterval() {}

  /// Of at least two values.
  static Interval of(double[] values) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("an interval needs at least 2 values, got " + n);
    }
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    double reach = t * Math.sqrt(squares / (n - 1) / n);
    return new Interval(mean, mean - reach, mean + reach);
  }
}

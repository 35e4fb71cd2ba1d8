package org.rlhflab.pretrain.statistics;

/// Wilson's score interval of a share: where k of n succeeded, the shares p that a two-sided score
/// test would not reject. Unlike `p +- z sqrt(p (1 - p) / n)` it stays within 0 and 1 and holds its
/// level for small n and shares near the ends.
///
/// `(k + z^2 / 2 +- z sqrt(k (n - k) / n + z^2 / 4)) / (n + z^2)`
///
/// Wilson (1927), without continuity correction. The middle of the interval is not k / n, which is
/// what [Interval#mean()] gives.
public final class WilsonInterval {
  /// The standard normal quantile that leaves 2.5% above it.
  public static final double Z_95 = 1.959963984540054;

  private WilsonInterval() {}

  /// The 95% interval. A tie may count as half a success.
  public static Interval of(double successes, long trials) {
    return of(successes, trials, Z_95);
  }

  /// The interval for the standard normal quantile `z` of another level.
  public static Interval of(double successes, long trials, double z) {
    if (trials < 1) {
      throw new IllegalArgumentException("a share needs at least one trial, got " + trials);
    }
    if (!(successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(
          "successes must be in [0, " + trials + "], got " + successes);
    }
    double z2 = z * z;
    double middle = successes + z2 / 2;
    double reach = z * Math.sqrt(successes * (trials - successes) / trials + z2 / 4);
    double lo = (middle - reach) / (trials + z2);
    double hi = (middle + reach) / (trials + z2);
    // At the ends the formula gives exactly 0 and 1, which rounding must not overstep.
    return new Interval(successes / trials, Math.max(0, lo), Math.min(1, hi));
  }
}

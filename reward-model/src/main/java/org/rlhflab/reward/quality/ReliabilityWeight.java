package org.rlhflab.reward.quality;

/// How much a vote should count of somebody who is right with probability p.
///
/// Code a vote as +1 or -1. Where the truth is +1 its mean is `2p - 1` and its variance `4p(1 -
/// p)`. Among all weighted sums of independent votes the one with weights mean over variance has
/// the greatest ratio of squared mean to variance:
///
/// `w = (2p - 1) / (4p(1 - p))`
///
/// The exact posterior of a single truth weighs votes by log-odds instead, `log(p / (1 - p))`
/// (Nitzan and Paroush 1982); both agree to first order around 1/2 up to the factor 2, and the
/// first rises faster: at p = 0.6, 0.8, 0.95 it is 0.21, 0.94, 4.74, log-odds over 2 are 0.20,
/// 0.69, 1.47. A gradient step is a weighted sum of votes on many pairs, which is why the first is
/// the rule here.
///
/// p is shrunk towards the crowd's as if [#IMAGINARY] more tasks had been seen, since 3 of 3 right
/// is no proof of perfection, and clamped to [1/2, [#HIGHEST]]: who is worse than a coin weighs
/// nothing rather than less than nothing, and nobody weighs more than about five who are right in
/// four of five.
public final class ReliabilityWeight {
  /// Tasks that everybody is taken to have done as the crowd does them.
  public static final double IMAGINARY = 4;

  /// Nobody is taken to be more reliable.
  public static final double HIGHEST = 0.95;

  private ReliabilityWeight() {}

  /// Mean over variance, of a clamped p.
  public static double of(double p) {
    double clamped = clamp(p);
    return (2 * clamped - 1) / (4 * clamped * (1 - clamped));
  }

  /// Log-odds, of a clamped p.
  public static double logOdds(double p) {
    double clamped = clamp(p);
    return Math.log(clamped / (1 - clamped));
  }

  /// `successes` of `trials`, drawn towards the crowd's share.
  public static double shrunk(double successes, double trials, double crowd) {
    return (successes + IMAGINARY * crowd) / (trials + IMAGINARY);
  }

  private static double clamp(double p) {
    if (Double.isNaN(p)) {
      throw new IllegalArgumentException("a probability must be a number, got " + p);
    }
    return Math.min(HIGHEST, Math.max(0.5, p));
  }
}

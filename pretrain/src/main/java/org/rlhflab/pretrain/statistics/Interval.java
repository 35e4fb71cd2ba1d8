package org.rlhflab.pretrain.statistics;

/// An estimate and the interval around it, 95% unless said otherwise.
///
/// @param mean the estimate itself, from the data as they are
/// @param lo lower end
/// @param hi upper end
public record Interval(double mean, double lo, double hi) {

  /// Checks that the ends are in order.
  public Interval {
    if (!(lo <= hi) || Double.isNaN(mean)) {
      throw new IllegalArgumentException(
          "an interval needs a mean and lo <= hi, got " + mean + " [" + lo + ", " + hi + "]");
    }
  }

  /// Whether the value lies outside: a difference whose interval excludes 0 is told from none.
  public boolean excludes(double value) {
    return value < lo || value > hi;
  }

  /// Whether the two have no value in common.
  public boolean isApartFrom(Interval other) {
    return hi < other.lo || lo > other.hi;
  }

  /// The same quantity counted from the other side: `whole - value`, for instance of a win rate.
  public Interval subtractedFrom(double whole) {
    return new Interval(whole - mean, whole - hi, whole - lo);
  }
}

package org.rlhflab.pretrain.model;

/// The learning rate over a training: a linear warm-up to the peak, then half a cosine down to a
/// share of it (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts).
///
/// @param peak the highest rate, above 0
/// @param steps steps in all, at least 1
/// @param warmUp share of the steps that the warm-up takes, in [0, 1)
/// @param floor share of the peak that is left at the end, in [0, 1]
public record CosineSchedule(double peak, long steps, double warmUp, double floor) {

  /// Checks every range.
  public CosineSchedule {
    if (!(peak > 0 && Double.isFinite(peak))) {
      throw new IllegalArgumentException("learning rate must be above 0 and finite, got " + peak);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, got " + steps);
    }
    if (!(warmUp >= 0 && warmUp < 1)) {
      throw new IllegalArgumentException("warm-up must be in [0, 1), got " + warmUp);
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("final rate must be in [0, 1], got " + floor);
    }
  }

  /// The rate at a step, from 0.
  public double at(long step) {
    double warm = warmUp * steps;
    if (step < warm) {
      return peak * (step + 1) / Math.ceil(warm);
    }
    double done = Math.min(1, (step - warm) / Math.max(1, steps - warm));
    return peak * (floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
  }
}

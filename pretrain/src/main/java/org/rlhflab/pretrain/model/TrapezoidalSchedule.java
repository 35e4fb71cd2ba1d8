package org.rlhflab.pretrain.model;

/// The learning rate over a training that starts from nothing: a linear warm-up to the peak, the
/// peak for a while, then a straight line down to a share of it.
///
/// What is learned fast is learned at the highest rate, for longer than a cosine stays there. Known
/// as warm-up, stable, decay: Hägele et al. 2024, arXiv 2405.18392, section 3.
///
/// @param peak the highest rate, above 0
/// @param steps steps in all, at least 1
/// @param warmUp share of the steps that the warm-up takes, in [0, 1)
/// @param coolDown share of the steps in which the rate falls, in [0, 1 - warmUp]
/// @param floor share of the peak that is left at the end, in [0, 1]
public record TrapezoidalSchedule(
    double peak, long steps, double warmUp, double coolDown, double floor) {

  /// Checks every range.
  public TrapezoidalSchedule {
    new CosineSchedule(peak, steps, warmUp, floor);
    if (!(coolDown >= 0 && coolDown <= 1 - warmUp)) {
      throw new IllegalArgumentException(
          "cool-down must be in [0, 1 - warm-up], here [0, " + (1 - warmUp) + "], got " + coolDown);
    }
  }

  /// The rate at a step, from 0.
  public double at(long step) {
    double warm = warmUp * steps;
    if (step < warm) {
      return peak * (step + 1) / Math.ceil(warm);
    }
    double left = Math.max(0, steps - step);
    double falling = coolDown * steps;
    return left >= falling ? peak : peak * (floor + (1 - floor) * left / falling);
  }
}

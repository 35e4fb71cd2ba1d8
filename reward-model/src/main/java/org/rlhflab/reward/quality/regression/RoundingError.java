package org.rlhflab.reward.quality.regression;

/// By how much a sum over many rows may be off: a step that changes an objective by less changes it
/// by chance.
final class RoundingError {
  private static final double RELATIVE = 1e-12;

  private RoundingError() {}

  static double of(double sum) {
    return RELATIVE * (1 + Math.abs(sum));
  }
}

package org.rlhflab.ppo.experiment;

/// One policy of a comparison.
///
/// @param arm what it is made from
/// @param seed that it is made with
public record Cell(ComparedArm arm, long seed) {
  /// The last thing that is made for it.
  Step last() {
    return arm.course().last();
  }

  @Override
  public String toString() {
    return arm.name() + ", seed " + seed;
  }
}

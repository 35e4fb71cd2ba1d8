package org.rlhflab.ppo.experiment;

/// One policy of a comparison.
///
/// @param arm what it is made from
/// @param seed that it is made with
public record Cell(ComparedArm arm, long seed) {
  @Override
  public String toString() {
    return arm.name() + ", seed " + seed;
  }
}

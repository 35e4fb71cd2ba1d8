package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;

class PairedComparisonTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(7);

  @Test
  void theDifferenceIsTheMeanOfThePairs() {
    PairedComparison comparison =
        PairedComparison.of(
            new double[][] {{5, 3}, {2, 2}}, new double[][] {{4, 4}, {1, 0}}, BOOTSTRAP);
    // (1 - 1 + 1 + 2) / 4
    assertEquals(0.75, comparison.difference().mean(), 1e-12);
    assertEquals(2, comparison.prompts());
  }

  @Test
  void aConstantDifferenceIsCertainHoweverMuchThePromptsVary() {
    double[] a = {1.5, 30.5, 7.5, 99.5};
    double[] b = {1, 30, 7, 99};
    PairedComparison comparison = PairedComparison.of(a, b, BOOTSTRAP);
    assertEquals(new Interval(0.5, 0.5, 0.5), comparison.difference());
    assertTrue(comparison.isClear());
  }

  @Test
  void aDifferenceThatCancelsIsNotClear() {
    double[] a = {1, 5, 2, 4, 1, 5};
    double[] b = {5, 1, 4, 2, 5, 1};
    PairedComparison comparison = PairedComparison.of(a, b, BOOTSTRAP);
    assertEquals(0, comparison.difference().mean(), 1e-12);
    assertFalse(comparison.isClear());
  }

  @Test
  void swappingTheSidesNegatesTheDifference() {
    double[] a = {1, 5, 2, 4.5, 3};
    double[] b = {2, 2, 2, 3, 1};
    Interval forth = PairedComparison.of(a, b, BOOTSTRAP).difference();
    Interval back = PairedComparison.of(b, a, BOOTSTRAP).difference().subtractedFrom(0);
    assertEquals(forth.lo(), back.lo(), 1e-12);
    assertEquals(forth.hi(), back.hi(), 1e-12);
  }
}

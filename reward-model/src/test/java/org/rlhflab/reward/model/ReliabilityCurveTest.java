package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReliabilityCurveTest {
  private static final double THREE_TO_ONE = Math.log(3); // confidence 3/4

  @Test
  void confidenceThreeQuartersAndRightThreeTimesOfFourIsPerfect() {
    double m = THREE_TO_ONE;
    assertEquals(0, ReliabilityCurve.of(new double[] {m, m, m, -m}, new boolean[4]).ece(), 1e-12);
  }

  @Test
  void confidenceThreeQuartersAndAlwaysRightIsOffByAQuarter() {
    double m = THREE_TO_ONE;
    assertEquals(0.25, ReliabilityCurve.of(new double[] {m, m}, new boolean[2]).ece(), 1e-12);
  }

  @Test
  void errorsOfDifferentBinsDoNotCancel() {
    double[] margins = {THREE_TO_ONE, -Math.log(1.5)}; // off by +1/4 and by -0.6
    assertEquals(0.425, ReliabilityCurve.of(margins, new boolean[2]).ece(), 1e-12);
  }

  @Test
  void aTieIsHalfRight() {
    assertEquals(
        0.25, ReliabilityCurve.of(new double[] {THREE_TO_ONE}, new boolean[] {true}).ece(), 1e-12);
  }

  @Test
  void aHugeMarginFallsIntoTheLastBin() {
    assertEquals(1, ReliabilityCurve.of(new double[] {-1e9}, new boolean[1]).ece(), 1e-12);
  }

  @Test
  void withoutPairsThereIsNoError() {
    assertThrows(
        IllegalArgumentException.class, () -> ReliabilityCurve.of(new double[0], new boolean[0]));
  }

  /// scikit-learn's example of `brier_score_loss`: y 0, 1, 1, 0, p 0.1, 0.9, 0.8, 0.3. A pair whose
  /// chosen response has probability p stands for both sides.
  @Test
  void theBrierScoreIsTheExampleOfScikitLearn() {
    double[] chosen = {0.9, 0.9, 0.8, 0.7};
    double[] margins = new double[4];
    for (int i = 0; i < 4; i++) {
      margins[i] = Math.log(chosen[i] / (1 - chosen[i]));
    }
    assertEquals(0.0375, ReliabilityCurve.of(margins, new boolean[4]).brier(), 1e-12);
  }

  @Test
  void binsHoldEveryPairOnce() {
    double[] margins = {0, 0.1, -0.1, THREE_TO_ONE, 40};
    ReliabilityCurve curve = ReliabilityCurve.of(margins, new boolean[5]);
    assertEquals(5, curve.bins().stream().mapToInt(ReliabilityCurve.Bin::pairs).sum());
    assertEquals(3, curve.bins().getFirst().pairs());
    assertEquals(0.5, curve.bins().getFirst().right(), 1e-12);
  }
}

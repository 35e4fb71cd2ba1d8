package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ExpectedCalibrationErrorTest {
  private static final double THREE_TO_ONE = Math.log(3); // confidence 3/4

  @Test
  void confidenceThreeQuartersAndRightThreeTimesOfFourIsPerfect() {
    double m = THREE_TO_ONE;
    assertEquals(0, ExpectedCalibrationError.of(new double[] {m, m, m, -m}, new boolean[4]), 1e-12);
  }

  @Test
  void confidenceThreeQuartersAndAlwaysRightIsOffByAQuarter() {
    double m = THREE_TO_ONE;
    assertEquals(0.25, ExpectedCalibrationError.of(new double[] {m, m}, new boolean[2]), 1e-12);
  }

  @Test
  void errorsOfDifferentBinsDoNotCancel() {
    double[] margins = {THREE_TO_ONE, -Math.log(1.5)}; // off by +1/4 and by -0.6
    assertEquals(0.425, ExpectedCalibrationError.of(margins, new boolean[2]), 1e-12);
  }

  @Test
  void aTieIsHalfRight() {
    assertEquals(
        0.25,
        ExpectedCalibrationError.of(new double[] {THREE_TO_ONE}, new boolean[] {true}),
        1e-12);
  }

  @Test
  void aHugeMarginFallsIntoTheLastBin() {
    assertEquals(1, ExpectedCalibrationError.of(new double[] {-1e9}, new boolean[1]), 1e-12);
  }

  @Test
  void withoutPairsThereIsNoError() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ExpectedCalibrationError.of(new double[0], new boolean[0]));
  }
}

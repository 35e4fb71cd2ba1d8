package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LengthControlledWinRateTest {

  /// scipy.optimize.minimize (BFGS) on the penalised likelihood of the same data: theta 0.0224680,
  /// the rate 0.5056168; a plain mean of the outcomes is 0.625.
  @Test
  void itAgreesWithScipy() {
    double[] outcomes = {1, 0, 1, 1, 0.5, 0, 1, 0, 1, 1, 0.5, 1, 0, 1, 0, 1};
    double[] longer = {12, -3, 8, 20, 1, -9, 15, 2, -4, 30, 0, 6, -12, 9, 5, -1};
    assertEquals(0.5056168, LengthControlledWinRate.of(outcomes, longer), 1e-7);
  }

  @Test
  void whatLengthAloneEarnsIsTakenAway() {
    SplittableRandom random = new SplittableRandom(7);
    double[] longer = random.doubles(4000, -5, 25).toArray();
    double scale = deviation(longer);
    double[] outcomes =
        Arrays.stream(longer)
            .map(d -> random.nextDouble() < sigmoid(0.4 + 2 * Math.tanh(d / scale)) ? 1 : 0)
            .toArray();
    assertTrue(Arrays.stream(outcomes).average().orElseThrow() > 0.7);
    // The planted rate at equal length is sigmoid(0.4) = 0.599; its standard error is about 0.016.
    assertEquals(sigmoid(0.4), LengthControlledWinRate.of(outcomes, longer), 0.05);
  }

  @Test
  void atEqualLengthsItIsTheOrdinaryRate() {
    double[] outcomes = {1, 0, 1, 0.5, 1, 1, 0, 1};
    assertEquals(5.5 / 8, LengthControlledWinRate.of(outcomes, new double[8]), 1e-3);
  }

  @Test
  void seenFromTheOtherSideItIsTheRest() {
    double[] outcomes = {1, 0, 1, 0.5, 1, 1, 0, 1};
    double[] longer = {3, -2, 5, 0, 7, -1, 2, 4};
    double[] lost = Arrays.stream(outcomes).map(o -> 1 - o).toArray();
    double[] shorter = Arrays.stream(longer).map(d -> -d).toArray();
    assertEquals(
        1 - LengthControlledWinRate.of(outcomes, longer),
        LengthControlledWinRate.of(lost, shorter),
        1e-9);
  }

  @Test
  void whoAlwaysWinsHasARateNearOne() {
    double[] wins = new double[50];
    Arrays.fill(wins, 1);
    double[] longer = new SplittableRandom(3).doubles(50, -9, 9).toArray();
    double rate = LengthControlledWinRate.of(wins, longer);
    assertTrue(rate > 0.99 && rate < 1, "rate " + rate);
  }

  @Test
  void nothingToCompareIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LengthControlledWinRate.of(new double[0], new double[0]));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}

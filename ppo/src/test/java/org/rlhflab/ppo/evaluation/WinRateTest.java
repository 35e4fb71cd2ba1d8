package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import org.rlhflab.pretrain.statistics.BootstrapInterval;

class WinRateTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(7);
  private static final double EXACT = 1e-12;

  @Test
  void aTieIsHalfAWin() {
    // two wins, one tie, one loss: 2.5 of 4
    WinRate rate = WinRate.of(new double[] {5, 4, 3, 2}, new double[] {4, 3, 3, 3}, BOOTSTRAP);
    assertEquals(0.625, rate.rate().mean(), EXACT);
    assertEquals(2, rate.wins());
    assertEquals(1, rate.ties());
    assertEquals(1, rate.losses());
  }

  @Test
  void scoresThatDifferByRoundingTie() {
    double sum = 0.1 + 0.2;
    assertEquals(1, WinRate.of(new double[] {sum}, new double[] {0.3}, BOOTSTRAP).ties());
    assertEquals(1, WinRate.of(new double[] {3.00001}, new double[] {3}, BOOTSTRAP).wins());
  }

  @Test
  void samplesMeetSamplesOfTheSamePrompt() {
    double[][] a = {{5, 1}, {3, 3}};
    double[][] b = {{1, 5}, {2, 2}};
    // a win and a loss on the first prompt, two wins on the second: 3 of 4
    assertEquals(0.75, WinRate.of(a, b, BOOTSTRAP).rate().mean(), EXACT);
  }

  @Test
  void theIntervalDrawsPromptsAndNotSamples() {
    double[] a = {5, 5, 1, 5, 1, 5, 5, 1};
    double[] b = {3, 3, 3, 3, 3, 3, 3, 3};
    double[][] eightfold = Arrays.stream(a).mapToObj(v -> sampled(v, 8)).toArray(double[][]::new);
    double[][] rival = Arrays.stream(b).mapToObj(v -> sampled(v, 8)).toArray(double[][]::new);
    assertEquals(
        WinRate.of(a, b, BOOTSTRAP).rate(), WinRate.of(eightfold, rival, BOOTSTRAP).rate());
  }

  @Test
  void fourHundredPromptsTellSixtyPercentFromHalf() {
    double[] a = new double[400];
    Arrays.fill(a, 0, 240, 1);
    WinRate rate = WinRate.of(a, sampled(0.5, 400), BOOTSTRAP);
    // the binomial's standard error is 0.0245: about 0.552 to 0.648
    assertEquals(0.552, rate.rate().lo(), 0.008);
    assertEquals(0.648, rate.rate().hi(), 0.008);
    assertTrue(rate.rate().excludes(0.5));
  }

  @Test
  void swappingTheSidesGivesOneLessTheRate() {
    qt().withExamples(200)
        .forAll(scores(), scores())
        .check((a, b) -> {
          int n = Math.min(a.size(), b.size());
          double[] left = a.stream().limit(n).mapToDouble(v -> v).toArray();
          double[] right = b.stream().limit(n).mapToDouble(v -> v).toArray();
          WinRate forth = WinRate.of(left, right, BOOTSTRAP);
          WinRate back = WinRate.of(right, left, BOOTSTRAP);
          return Math.abs(back.rate().mean() - (1 - forth.rate().mean())) < 1e-9
              && Math.abs(back.rate().lo() - (1 - forth.rate().hi())) < 1e-9
              && Math.abs(back.rate().hi() - (1 - forth.rate().lo())) < 1e-9
              && back.wins() == forth.losses()
              && back.ties() == forth.ties();
        });
  }

  @Test
  void sidesOfUnlikeShapeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> WinRate.of(new double[] {1}, new double[] {1, 2}, BOOTSTRAP));
    assertThrows(
        IllegalArgumentException.class,
        () -> WinRate.of(new double[][] {{1, 2}}, new double[][] {{1}}, BOOTSTRAP));
    assertThrows(
        IllegalArgumentException.class,
        () -> WinRate.of(new double[] {Double.NaN}, new double[] {1}, BOOTSTRAP));
  }

  private static Gen<List<Integer>> scores() {
    return lists().of(integers().between(1, 5)).ofSizeBetween(1, 20);
  }

  private static double[] sampled(double value, int times) {
    double[] samples = new double[times];
    Arrays.fill(samples, value);
    return samples;
  }
}

package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

class BootstrapIntervalTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(7);

  @Test
  void ofZerosAndOnesItIsTheBinomialsPercentiles() {
    double[] half = new double[100];
    Arrays.fill(half, 0, 50, 1);
    Interval interval = new BootstrapInterval(20_000, 0.95, 7).ofMean(half);
    // Of 100 fair draws, 40 and 60 successes are the 2.5% and 97.5% points of the binomial.
    assertEquals(0.5, interval.mean());
    assertEquals(0.40, interval.lo(), 0.0101);
    assertEquals(0.60, interval.hi(), 0.0101);
  }

  @Test
  void itCoversTheTruthAboutNinetyFiveTimesInAHundred() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    for (int trial = 0; trial < 500; trial++) {
      double[] uniform = random.doubles(60).toArray();
      covered += BootstrapInterval.withSeed(trial).ofMean(uniform).excludes(0.5) ? 0 : 1;
    }
    // 475 expected; four standard deviations are 20, the bootstrap's own undercoverage about 5.
    assertTrue(covered >= 450 && covered <= 495, "covered " + covered + " of 500");
  }

  @Test
  void samplesOfOnePromptThatAreAllAlikeAddNoCertainty() {
    double[] single = {1, 4, 2, 5, 3, 3, 1, 5};
    double[][] fourfold =
        Arrays.stream(single).mapToObj(v -> new double[] {v, v, v, v}).toArray(double[][]::new);
    assertEquals(BOOTSTRAP.ofMean(single), BOOTSTRAP.ofClusteredMean(fourfold));
  }

  @Test
  void aClusteredMeanIsOverSamplesNotOverUnits() {
    assertEquals(2.0, BOOTSTRAP.ofClusteredMean(new double[][] {{1, 1, 1}, {5}}).mean(), 1e-12);
  }

  /// Effects of rows and of columns alone, each standard normal: the mean's variance is 1/R + 1/C.
  @Test
  void aCrossedMeanHoldsTheLuckOfRowsAndOfColumns() {
    SplittableRandom random = new SplittableRandom(5);
    int covered = 0;
    for (int trial = 0; trial < 400; trial++) {
      double[][] figures = crossed(30, 40, random);
      covered += BootstrapInterval.withSeed(trial).ofCrossedMean(figures).excludes(0) ? 0 : 1;
    }
    // 380 expected; four standard deviations are 18, the bootstrap's own undercoverage about 6.
    assertTrue(covered >= 356 && covered <= 396, "covered " + covered + " of 400");
  }

  private static double[][] crossed(int rows, int columns, SplittableRandom random) {
    double[] ofColumn = new double[columns];
    Arrays.setAll(ofColumn, c -> random.nextGaussian());
    double[][] figures = new double[rows][columns];
    for (double[] row : figures) {
      double ofRow = random.nextGaussian();
      Arrays.setAll(row, c -> ofRow + ofColumn[c]);
    }
    return figures;
  }

  @Test
  void aCrossedMeanOfOneRowVariesByItsColumnsAlone() {
    double[] row = {1, 4, 2, 5, 3, 3, 1, 5};
    Interval crossed = BOOTSTRAP.ofCrossedMean(new double[][] {row});
    Interval plain = BOOTSTRAP.ofMean(row);
    assertEquals(plain.mean(), crossed.mean(), 1e-12);
    assertEquals(plain.hi() - plain.lo(), crossed.hi() - crossed.lo(), 0.3);
  }

  @Test
  void crossedRowsMustBeOfOneLength() {
    double[][] ragged = {{1, 2}, {3}};
    assertThrows(IllegalArgumentException.class, () -> BOOTSTRAP.ofCrossedMean(ragged));
  }

  @Test
  void equalValuesGiveAPoint() {
    assertEquals(new Interval(2, 2, 2), BOOTSTRAP.ofMean(new double[] {2, 2, 2}));
  }

  @Test
  void theSeedDecides() {
    double[] values = new SplittableRandom(1).doubles(30).toArray();
    assertEquals(BOOTSTRAP.ofMean(values), BootstrapInterval.withSeed(7).ofMean(values));
    assertNotEquals(BOOTSTRAP.ofMean(values), BootstrapInterval.withSeed(8).ofMean(values));
  }

  @Test
  void negatedValuesGiveTheNegatedInterval() {
    qt().withExamples(100)
        .forAll(values())
        .check(values -> {
          Interval plain = BOOTSTRAP.ofMean(toArray(values, 1));
          Interval negated = BOOTSTRAP.ofMean(toArray(values, -1)).subtractedFrom(0);
          return Math.abs(plain.lo() - negated.lo()) < 1e-9
              && Math.abs(plain.hi() - negated.hi()) < 1e-9;
        });
  }

  @Test
  void theIntervalStaysWithinTheValues() {
    qt().withExamples(100)
        .forAll(values())
        .check(values -> {
          double[] sorted = toArray(values, 1);
          Arrays.sort(sorted);
          Interval interval = BOOTSTRAP.ofMean(sorted);
          return interval.lo() >= sorted[0] - 1e-9
              && interval.hi() <= sorted[sorted.length - 1] + 1e-9;
        });
  }

  @Test
  void quantilesAreLinearBetweenOrderStatistics() {
    double[] sorted = {1, 2, 4, 8, 16};
    assertEquals(4, BootstrapInterval.quantile(sorted, 0.5));
    assertEquals(1.4, BootstrapInterval.quantile(sorted, 0.1), 1e-12);
    assertEquals(16, BootstrapInterval.quantile(sorted, 1));
  }

  @Test
  void nothingToAverageIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> BOOTSTRAP.ofMean(new double[0]));
    assertThrows(
        IllegalArgumentException.class, () -> BOOTSTRAP.ofMean(new double[] {1, Double.NaN}));
    assertThrows(
        IllegalArgumentException.class, () -> BOOTSTRAP.ofClusteredMean(new double[][] {{1}, {}}));
    assertThrows(IllegalArgumentException.class, () -> new BootstrapInterval(1_000, 1.0, 7));
  }

  private static Gen<List<Double>> values() {
    return lists().of(doubles().between(-10, 10)).ofSizeBetween(1, 20);
  }

  private static double[] toArray(List<Double> values, double sign) {
    return values.stream().mapToDouble(v -> sign * v).toArray();
  }
}

package org.rlhflab.reward.quality.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientNormTest {
  private static final int COLUMNS = 4;
  private static final double[][] X = rows(30);
  private static final double[] OUTCOMES = new Random(2).doubles(30).map(Math::rint).toArray();
  private static final double[] WEIGHTS = new Random(3).doubles(30).map(it -> 2 * it).toArray();
  private static final RidgeLogistic FIT =
      RidgeLogistic.of(X, OUTCOMES, WEIGHTS, 1, new double[COLUMNS]);

  private static double[][] rows(int n) {
    Random random = new Random(1);
    double[][] rows = new double[n][COLUMNS];
    for (double[] row : rows) {
      for (int c = 0; c < COLUMNS; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return rows;
  }

  /// The weighted log-loss of one row, written as in a textbook.
  private static double loss(double[] b, double[] x, double y, double w) {
    double m = 0;
    for (int c = 0; c < COLUMNS; c++) {
      m += b[c] * x[c];
    }
    double p = 1 / (1 + Math.exp(-m));
    return -w * (y * Math.log(p) + (1 - y) * Math.log(1 - p));
  }

  private static double byDifferences(double[] x, double y, double w) {
    double squares = 0;
    for (int c = 0; c < COLUMNS; c++) {
      double[] up = FIT.coefficients().clone();
      double[] down = FIT.coefficients().clone();
      up[c] += 1e-5;
      down[c] -= 1e-5;
      double slope = (loss(up, x, y, w) - loss(down, x, y, w)) / 2e-5;
      squares += slope * slope;
    }
    return Math.sqrt(squares);
  }

  @Test
  void theLengthIsThatOfTheLossesFiniteDifferences() {
    for (int n = 0; n < X.length; n++) {
      double expected = byDifferences(X[n], OUTCOMES[n], WEIGHTS[n]);
      assertEquals(expected, GradientNorm.of(FIT, X[n], OUTCOMES[n], WEIGHTS[n]), 1e-8, "row " + n);
    }
    assertEquals(byDifferences(X[0], 0.5, 3), GradientNorm.of(FIT, X[0], 0.5, 3), 1e-8);
  }

  @Test
  void gradientsSumToThePenaltysAtTheFit() {
    double[] sum = new double[COLUMNS];
    for (int n = 0; n < X.length; n++) {
      double length = GradientNorm.of(FIT, X[n], OUTCOMES[n], WEIGHTS[n]);
      double size = Math.sqrt(java.util.Arrays.stream(X[n]).map(it -> it * it).sum());
      double sign = OUTCOMES[n] == 1 ? -1 : 1;
      for (int c = 0; c < COLUMNS; c++) {
        sum[c] += sign * length * X[n][c] / size;
      }
    }
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(-FIT.coefficients()[c], sum[c], 1e-6, "column " + c);
    }
  }

  @Test
  void whoWeighsNothingPullsAtNothing() {
    assertEquals(0, GradientNorm.of(FIT, X[0], 1, 0));
  }
}

package org.rlhflab.reward.quality.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Held to what happens when the regression is fitted again.
class InfluenceFunctionTest {
  private static final int ROWS = 200;
  private static final int COLUMNS = 4;
  private static final double[] QUANTITY = {1, -0.5, 0.2, 2}; // f = QUANTITY . b

  private static double[][] rows() {
    Random random = new Random(2);
    double[][] x = new double[ROWS][COLUMNS];
    for (double[] row : x) {
      for (int c = 0; c < COLUMNS; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return x;
  }

  private static double[] outcomes() {
    Random random = new Random(9);
    return Arrays.stream(rows())
        .mapToDouble(row -> random.nextDouble() < Logistic.sigmoid(row[0] - row[1]) ? 1 : 0)
        .toArray();
  }

  private static RidgeLogistic fit(double[] outcomes, double[] weights) {
    return RidgeLogistic.of(rows(), outcomes, weights, 3, new double[COLUMNS]);
  }

  private static double[] ones() {
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double quantity(RidgeLogistic fit) {
    double sum = 0;
    for (int c = 0; c < COLUMNS; c++) {
      sum += QUANTITY[c] * fit.coefficients()[c];
    }
    return sum;
  }

  @Test
  void theInfluenceIsTheDerivativeInTheRowsWeight() {
    RidgeLogistic fit = fit(outcomes(), ones());
    InfluenceFunction influence = InfluenceFunction.of(fit, QUANTITY);
    for (int n = 0; n < ROWS; n += 17) {
      double[] more = ones();
      double[] less = ones();
      more[n] += 1e-4;
      less[n] -= 1e-4;
      double slope = (quantity(fit(outcomes(), more)) - quantity(fit(outcomes(), less))) / 2e-4;
      assertEquals(slope, influence.of(fit, rows()[n], outcomes()[n], 1), 1e-6, "row " + n);
    }
  }

  @Test
  void aFlippedRowDoesNearlyWhatIsPredicted() {
    RidgeLogistic fit = fit(outcomes(), ones());
    InfluenceFunction influence = InfluenceFunction.of(fit, QUANTITY);
    double error = 0;
    double size = 0;
    for (int n = 0; n < ROWS; n += 5) {
      double[] flipped = outcomes();
      flipped[n] = 1 - flipped[n];
      double actual = quantity(fit(flipped, ones())) - quantity(fit);
      double predicted = influence.ofFlip(rows()[n], outcomes()[n], 1);
      error += Math.pow(actual - predicted, 2);
      size += actual * actual;
    }
    assertEquals(0, Math.sqrt(error / size), 0.1);
  }

  @Test
  void flippingATieDoesNothing() {
    InfluenceFunction influence = new InfluenceFunction(new double[] {1, 2});
    assertEquals(0, influence.ofFlip(new double[] {5, 6}, 0.5, 1), 1e-12);
  }
}

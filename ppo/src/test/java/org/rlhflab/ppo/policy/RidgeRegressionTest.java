package org.rlhflab.ppo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

  /// One column: w = x'y / (x'x + ridge) = 2 / (2 + 1).
  @Test
  void aPenaltyShrinksAWeight() {
    double[] weights = RidgeRegression.fit(new float[][] {{1}, {-1}}, new double[] {1, -1}, 1);
    assertArrayEquals(new double[] {2 / 3.0}, weights, 1e-12);
  }

  /// The gradient of |Xw - y|^2 / 2 + ridge |w|^2 / 2 is 0 there and nowhere else.
  @Test
  void theWeightsSolveTheNormalEquations() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] x = new float[40][6];
    double[] y = new double[x.length];
    for (int r = 0; r < x.length; r++) {
      for (int c = 0; c < x[r].length; c++) {
        x[r][c] = (float) random.nextGaussian();
      }
      y[r] = 3 * x[r][0] - x[r][5] + random.nextGaussian();
    }
    double[] weights = RidgeRegression.fit(x, y, 2.5);
    for (int c = 0; c < weights.length; c++) {
      double gradient = 2.5 * weights[c];
      for (int r = 0; r < x.length; r++) {
        double error = -y[r];
        for (int k = 0; k < weights.length; k++) {
          error += weights[k] * x[r][k];
        }
        gradient += error * x[r][c];
      }
      assertEquals(0, gradient, 1e-9, "column " + c);
    }
  }
}

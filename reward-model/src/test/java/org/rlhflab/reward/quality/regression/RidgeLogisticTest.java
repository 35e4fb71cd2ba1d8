package org.rlhflab.reward.quality.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeLogisticTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 3;

  private static double[][] rows() {
    Random random = new Random(5);
    double[][] x = new double[ROWS][COLUMNS];
    for (double[] row : x) {
      for (int c = 0; c < COLUMNS; c++) {
        row[c] = random.nextGaussian();
      }
    }
    return x;
  }

  private static double[] outcomes() {
    double[] y = new double[ROWS];
    for (int n = 0; n < ROWS; n++) {
      y[n] = n % 5 == 0 ? 0.5 : rows()[n][0] > 0.3 ? 1 : 0;
    }
    return y;
  }

  private static double[] weights() {
    double[] w = new double[ROWS];
    for (int n = 0; n < ROWS; n++) {
      w[n] = 0.5 + n % 3;
    }
    return w;
  }

  @Test
  void agreesWithTheRegressionThatIsCheckedAgainstStatsmodels() {
    BradleyTerryRegression checked =
        BradleyTerryRegression.of(List.of("a", "b", "c"), rows(), outcomes(), weights(), 2);
    RidgeLogistic fit = RidgeLogistic.of(rows(), outcomes(), weights(), 2, new double[COLUMNS]);
    assertArrayEquals(checked.coefficients(), fit.coefficients(), 1e-8);
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(checked.standardErrors()[c], Math.sqrt(fit.information().inverse()[c][c]), 1e-8);
    }
    double total = 0;
    for (double weight : weights()) {
      total += weight;
    }
    assertEquals(-checked.logLikelihood() / total, fit.loss(), 1e-10);
  }

  @Test
  void anotherStartGivesTheSame() {
    double[] far = {3, -3, 3};
    assertArrayEquals(
        RidgeLogistic.of(rows(), outcomes(), weights(), 1, new double[COLUMNS]).coefficients(),
        RidgeLogistic.of(rows(), outcomes(), weights(), 1, far).coefficients(),
        1e-7);
  }

  @Test
  void moreColumnsThanRowsAreFittedUnderThePenalty() {
    double[][] wide = {{1, 0, 2, 0}, {0, 1, 0, 1}};
    RidgeLogistic fit =
        RidgeLogistic.of(wide, new double[] {1, 1}, new double[] {1, 1}, 1, new double[4]);
    assertEquals(2 * fit.coefficients()[0], fit.coefficients()[2], 1e-9);
    assertEquals(fit.coefficients()[1], fit.coefficients()[3], 1e-9);
  }

  @Test
  void aPenaltyOfNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> RidgeLogistic.of(rows(), outcomes(), weights(), 0, new double[COLUMNS]));
  }
}

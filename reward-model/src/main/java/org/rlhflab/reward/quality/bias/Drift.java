package org.rlhflab.reward.quality.bias;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// Whether somebody gets worse in the course of a session: logistic regression of being right on
/// the position in the session.
///
/// `P(right) = sigmoid(level + slope * (position - mean position) / 100)`
///
/// Below 0: worse with time. The test is the likelihood ratio. A small ridge keeps it finite for
/// people who are always right, whose slope is then near 0. Real crowds are found stable (Hata et
/// al. 2017), so a slope is rather a sign of tiring in a long sitting than of character.
///
/// @param per100 the slope: log-odds of being right for 100 tasks more, with its 95% interval
/// @param p that of the test, two-sided
public record Drift(Interval per100, double p) {
  private static final int FEWEST_TASKS = 10;
  private static final double RIDGE = 0.1;

  /// Of tasks: how far each was right (1, 1/2 or 0) and where it stood in its session.
  public static Drift of(double[] right, double[] positions) {
    int n = right.length;
    double mean = Arrays.stream(positions).average().orElse(0);
    double[][] x = new double[n][];
    double[][] level = new double[n][];
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    boolean moves = false;
    for (int i = 0; i < n; i++) {
      double position = (positions[i] - mean) / 100;
      moves |= position != 0;
      x[i] = new double[] {1, position};
      level[i] = new double[] {1};
    }
    if (n < FEWEST_TASKS || !moves) {
      throw new UndefinedMeasure(
          "drift needs at least %d judged tasks at different positions, got %d"
              .formatted(FEWEST_TASKS, n));
    }
    BradleyTerryRegression with =
        BradleyTerryRegression.of(List.of("level", "position"), x, right, weights, RIDGE);
    BradleyTerryRegression without =
        BradleyTerryRegression.of(List.of("level"), level, right, weights, RIDGE);
    double ratio = Math.max(0, 2 * (penalized(with) - penalized(without)));
    return new Drift(with.interval(1), ChiSquaredDistribution.of(1).survivalProbability(ratio));
  }

  private static double penalized(BradleyTerryRegression fit) {
    return fit.logLikelihood()
        - RIDGE / 2 * Arrays.stream(fit.coefficients()).map(b -> b * b).sum();
  }
}

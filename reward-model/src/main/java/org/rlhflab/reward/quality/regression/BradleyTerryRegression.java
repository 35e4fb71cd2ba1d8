package org.rlhflab.reward.quality.regression;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Logistic regression without intercept of choices between two on their differences: swapping the
/// two negates both sides and changes nothing.
///
/// `P(first over second) = sigmoid(b . x)`, x the first one's features less the second one's;
/// maximises `sum of w (y log P + (1 - y) log(1 - P)) - ridge / 2 |b|^2` by Newton's method: `b +=
/// (X' W X + ridge I)^-1 (X' w (y - P) - ridge b)`, `W = w P (1 - P)`
///
/// | symbol | variable        | range                                             |
/// |--------|-----------------|---------------------------------------------------|
/// | x      | `differences`   | any finite numbers, [rows][columns]               |
/// | y      | `outcomes`      | 1 the first is chosen, 0 the second, 1/2 a tie    |
/// | w      | `weights`       | at least 0                                        |
///
/// Standard errors are from the inverse of the same matrix. Variance inflation of column j is `G_jj
/// (G^-1)_jj`, `G = X' X`, not centred, since there is no intercept: 1 where a column is apart from
/// the others, over 10 where it is nearly a sum of them. Bradley and Terry (1952) with explanatory
/// variables: Springall (1973); no finite estimate under separation: Albert and Anderson (1984).
///
/// @param names of the columns
/// @param coefficients b
/// @param standardErrors of b
/// @param varianceInflation of each column
/// @param logLikelihood at b, the ridge's term left out
/// @param iterations of Newton's method
public record BradleyTerryRegression(
    List<String> names,
    double[] coefficients,
    double[] standardErrors,
    double[] varianceInflation,
    double logLikelihood,
    int iterations) {
  private static final int MOST_ITERATIONS = 40;
  private static final double CONVERGED = 1e-9;

  /// Log-odds beyond which a fitted choice is as good as certain: no honest data reach them without
  /// a penalty.
  private static final double CERTAIN = 30;

  /// Fits.
  public static BradleyTerryRegression of(
      List<String> names,
      double[][] differences,
      double[] outcomes,
      double[] weights,
      double ridge) {
    check(names, differences, outcomes, weights, ridge);
    int columns = names.size();
    double[] varianceInflation = varianceInflation(names, differences, weights, ridge);
    double[] b = new double[columns];
    Point at = new Point(b, differences, outcomes, weights, ridge);
    for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
      double[] step =
          Cholesky.of(at.information())
              .orElseThrow(() -> separated(names, differences, b))
              .solve(at.gradient());
      Point next = at.moved(step, 1);
      double least = at.objective() - RoundingError.of(at.objective());
      for (double length = 0.5; next.objective() < least && length > 1e-6; ) {
        next = at.moved(step, length);
        length /= 2;
      }
      at = next;
      System.arraycopy(at.b, 0, b, 0, columns);
      if (ridge == 0 && at.largestLogOdds() > CERTAIN) {
        throw separated(names, differences, b);
      }
      if (largest(step) < CONVERGED * (1 + largest(b))) {
        double[][] covariance =
            Cholesky.of(at.information())
                .orElseThrow(() -> separated(names, differences, b))
                .inverse();
        double[] standardErrors = new double[columns];
        for (int c = 0; c < columns; c++) {
          standardErrors[c] = Math.sqrt(covariance[c][c]);
        }
        return new BradleyTerryRegression(
            List.copyOf(names),
            b,
            standardErrors,
            varianceInflation,
            at.logLikelihood(),
            iteration);
      }
    }
    throw separated(names, differences, b);
  }

  /// The 95% interval of a coefficient.
  public Interval interval(int column) {
    double reach = WilsonInterval.Z_95 * standardErrors[column];
    return new Interval(
        coefficients[column], coefficients[column] - reach, coefficients[column] + reach);
  }

  /// Wald's two-sided p-value for a coefficient of 0.
  public double pValue(int column) {
    double z = Math.abs(coefficients[column] / standardErrors[column]);
    return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z));
  }

  private static double[] varianceInflation(
      List<String> names, double[][] differences, double[] weights, double ridge) {
    int columns = names.size();
    double[][] gram = new double[columns][columns];
    for (int row = 0; row < differences.length; row++) {
      if (weights[row] > 0) {
        addOuter(gram, differences[row], 1);
      }
    }
    for (int c = 0; c < columns; c++) {
      if (gram[c][c] == 0) {
        throw new UndefinedMeasure(
            "\"%s\" is the same on both sides of every pair, so nothing can be learnt of its effect"
                .formatted(names.get(c)));
      }
      gram[c][c] += ridge;
    }
    int bad = Cholesky.firstBadPivot(gram);
    if (bad >= 0) {
      throw new UndefinedMeasure(
          "\"%s\" is a sum of multiples of the columns before it (%s): their effects cannot be told apart; leave one out or give a ridge"
              .formatted(names.get(bad), String.join(", ", names.subList(0, bad))));
    }
    double[][] inverse = Cholesky.of(gram).orElseThrow().inverse();
    double[] inflation = new double[columns];
    for (int c = 0; c < columns; c++) {
      inflation[c] = gram[c][c] * inverse[c][c];
    }
    return inflation;
  }

  private static UndefinedMeasure separated(
      List<String> names, double[][] differences, double[] b) {
    int strongest = 0;
    double most = -1;
    for (int c = 0; c < b.length; c++) {
      double sum = 0;
      for (double[] row : differences) {
        sum += Math.abs(row[c]);
      }
      if (Math.abs(b[c]) * sum > most) {
        most = Math.abs(b[c]) * sum;
        strongest = c;
      }
    }
    return new UndefinedMeasure(
        "the choices are separated: some combination of the columns, \"%s\" above all, predicts them without exception, so no finite estimate exists; give more labels or a ridge"
            .formatted(names.get(strongest)));
  }

  private static void check(
      List<String> names,
      double[][] differences,
      double[] outcomes,
      double[] weights,
      double ridge) {
    if (names.isEmpty() || differences.length == 0) {
      throw new UndefinedMeasure("a regression needs at least one row and one column");
    }
    if (differences.length != outcomes.length || outcomes.length != weights.length) {
      throw new IllegalArgumentException(
          "%d rows, %d outcomes and %d weights must be equally many"
              .formatted(differences.length, outcomes.length, weights.length));
    }
    if (!(ridge >= 0)) {
      throw new IllegalArgumentException("ridge must be at least 0, got " + ridge);
    }
    for (int row = 0; row < outcomes.length; row++) {
      if (!(outcomes[row] >= 0 && outcomes[row] <= 1) || !(weights[row] >= 0)) {
        throw new IllegalArgumentException(
            "row %d: an outcome must be in [0, 1] and a weight at least 0, got %s and %s"
                .formatted(row, outcomes[row], weights[row]));
      }
      if (differences[row].length != names.size()) {
        throw new IllegalArgumentException(
            "row %d has %d columns, expected %d"
                .formatted(row, differences[row].length, names.size()));
      }
    }
  }

  private static void addOuter(double[][] sum, double[] x, double weight) {
    for (int c = 0; c < x.length; c++) {
      for (int k = 0; k < x.length; k++) {
        sum[c][k] += weight * x[c] * x[k];
      }
    }
  }

  private static double largest(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  /// The likelihood and its derivatives at one place.
  private record Point(
      double[] b, double[][] x, double[] outcomes, double[] weights, double ridge) {

    Point moved(double[] step, double length) {
      double[] there = b.clone();
      for (int c = 0; c < there.length; c++) {
        there[c] += length * step[c];
      }
      return new Point(there, x, outcomes, weights, ridge);
    }

    double logOdds(int row) {
      double sum = 0;
      for (int c = 0; c < b.length; c++) {
        sum += b[c] * x[row][c];
      }
      return sum;
    }

    double largestLogOdds() {
      double most = 0;
      for (int row = 0; row < x.length; row++) {
        most = Math.max(most, weights[row] > 0 ? Math.abs(logOdds(row)) : 0);
      }
      return most;
    }

    double logLikelihood() {
      double sum = 0;
      for (int row = 0; row < x.length; row++) {
        double m = logOdds(row);
        sum +=
            weights[row]
                * (outcomes[row] * Logistic.logSigmoid(m)
                    + (1 - outcomes[row]) * Logistic.logSigmoid(-m));
      }
      return sum;
    }

    double objective() {
      double norm = 0;
      for (double coefficient : b) {
        norm += coefficient * coefficient;
      }
      return logLikelihood() - ridge / 2 * norm;
    }

    double[] gradient() {
      double[] gradient = new double[b.length];
      for (int row = 0; row < x.length; row++) {
        double residual = weights[row] * (outcomes[row] - Logistic.sigmoid(logOdds(row)));
        for (int c = 0; c < b.length; c++) {
          gradient[c] += residual * x[row][c];
        }
      }
      for (int c = 0; c < b.length; c++) {
        gradient[c] -= ridge * b[c];
      }
      return gradient;
    }

    double[][] information() {
      double[][] information = new double[b.length][b.length];
      for (int row = 0; row < x.length; row++) {
        double p = Logistic.sigmoid(logOdds(row));
        addOuter(information, x[row], weights[row] * p * (1 - p));
      }
      for (int c = 0; c < b.length; c++) {
        information[c][c] += ridge;
      }
      return information;
    }
  }
}

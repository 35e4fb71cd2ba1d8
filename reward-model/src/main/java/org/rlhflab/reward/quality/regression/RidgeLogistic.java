package org.rlhflab.reward.quality.regression;

import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Logistic regression without intercept under a quadratic penalty, for many columns: minimises
///
/// `sum over n of w_n (-y_n log P_n - (1 - y_n) log(1 - P_n)) + ridge / 2 |b|^2`, `P = sigmoid(b .
/// x)`
///
/// by Newton's method. The penalty is what makes it different from [BradleyTerryRegression]: it may
/// have more columns than rows, and its coefficients are for predicting, not for reading.
///
/// @param coefficients b, `[column]`
/// @param information the objective's second derivatives at b, `X' W X + ridge I`
/// @param loss the mean of the first term, by weight
public record RidgeLogistic(double[] coefficients, Cholesky information, double loss) {
  private static final int MOST_ITERATIONS = 50;
  private static final double CONVERGED = 1e-8;

  /// Fits, from `start`; a penalty above 0 is needed.
  public static RidgeLogistic of(
      double[][] x, double[] outcomes, double[] weights, double ridge, double[] start) {
    if (x.length == 0 || x.length != outcomes.length || x.length != weights.length) {
      throw new IllegalArgumentException(
          "%d rows, %d outcomes and %d weights must be equally many and at least one"
              .formatted(x.length, outcomes.length, weights.length));
    }
    if (!(ridge > 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("ridge must be above 0 and finite, got " + ridge);
    }
    double[] b = start.clone();
    Derivatives at = Derivatives.of(x, outcomes, weights, ridge, b);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      Cholesky information = factor(at);
      double[] step = information.solve(at.gradient());
      if (largest(step) < CONVERGED * (1 + largest(b))) {
        double penalty = 0;
        double total = 0;
        for (double coefficient : b) {
          penalty += ridge / 2 * coefficient * coefficient;
        }
        for (double weight : weights) {
          total += weight;
        }
        return new RidgeLogistic(b, information, (at.objective() - penalty) / total);
      }
      double length = 1;
      Derivatives next = Derivatives.of(x, outcomes, weights, ridge, moved(b, step, length));
      double most = at.objective() + RoundingError.of(at.objective());
      while (next.objective() > most && length > 1e-6) {
        length /= 2;
        next = Derivatives.of(x, outcomes, weights, ridge, moved(b, step, length));
      }
      b = moved(b, step, length);
      at = next;
    }
    throw new UndefinedMeasure("the regression does not converge; give a larger ridge");
  }

  /// Log-odds for one row.
  public double logOdds(double[] row) {
    return dot(coefficients, row);
  }

  private static Cholesky factor(Derivatives at) {
    return Cholesky.of(at.information())
        .orElseThrow(() ->
            new UndefinedMeasure(
                "the regression's columns are too large for its ridge; give a larger one"));
  }

  private static double[] moved(double[] b, double[] step, double length) {
    double[] there = b.clone();
    for (int c = 0; c < b.length; c++) {
      there[c] -= length * step[c];
    }
    return there;
  }

  private static double largest(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += a[c] * b[c];
    }
    return sum;
  }

  /// The objective with its first and second derivatives, of these the lower triangle.
  private record Derivatives(double objective, double[] gradient, double[][] information) {

    static Derivatives of(
        double[][] x, double[] outcomes, double[] weights, double ridge, double[] b) {
      double objective = 0;
      double[] gradient = new double[b.length];
      double[][] information = new double[b.length][b.length];
      for (int n = 0; n < x.length; n++) {
        double m = dot(b, x[n]);
        double p = Logistic.sigmoid(m);
        objective -=
            weights[n]
                * (outcomes[n] * Logistic.logSigmoid(m)
                    + (1 - outcomes[n]) * Logistic.logSigmoid(-m));
        double slope = weights[n] * (p - outcomes[n]);
        double curve = weights[n] * p * (1 - p);
        for (int c = 0; c < b.length; c++) {
          gradient[c] += slope * x[n][c];
          double scaled = curve * x[n][c];
          double[] row = information[c];
          for (int k = 0; k <= c; k++) {
            row[k] += scaled * x[n][k];
          }
        }
      }
      for (int c = 0; c < b.length; c++) {
        objective += ridge / 2 * b[c] * b[c];
        gradient[c] += ridge * b[c];
        information[c][c] += ridge;
      }
      return new Derivatives(objective, gradient, information);
    }
  }
}

package org.rlhflab.ppo.policy;

import org.rlhflab.reward.quality.regression.Cholesky;

/// Least squares with a penalty on the weights: w = (X'X + ridge I)^-1 X'y.
///
/// Hoerl and Kennard (1970), equation 2.1, solved by Cholesky's factorisation. The columns should
/// have mean 0 and deviation 1, and y mean 0; then no intercept is needed.
final class RidgeRegression {
  private RidgeRegression() {}

  /// Weights for `x` `[row][column]` and `y` `[row]`; `ridge` above 0.
  static double[] fit(float[][] x, double[] y, double ridge) {
    int columns = x[0].length;
    double[][] a = new double[columns][columns];
    double[] b = new double[columns];
    for (int r = 0; r < x.length; r++) {
      for (int i = 0; i < columns; i++) {
        b[i] += x[r][i] * y[r];
        for (int j = 0; j <= i; j++) {
          a[i][j] += (double) x[r][i] * x[r][j];
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      a[i][i] += ridge;
    }
    return Cholesky.of(a)
        .orElseThrow(() -> new IllegalArgumentException("ridge must be above 0, got " + ridge))
        .solve(b);
  }
}

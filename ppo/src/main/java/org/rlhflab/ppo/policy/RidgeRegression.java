package org.rlhflab.ppo.policy;

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
    return solve(a, b);
  }

  /// Solves a x = b in place for a symmetric positive matrix whose lower half is given.
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= a[i][k] * a[j][k];
        }
        a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= a[i][k] * b[k];
      }
      b[i] /= a[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        b[i] -= a[k][i] * b[k];
      }
      b[i] /= a[i][i];
    }
    return b;
  }
}

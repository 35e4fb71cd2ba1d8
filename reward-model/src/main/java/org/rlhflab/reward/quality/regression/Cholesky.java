package org.rlhflab.reward.quality.regression;

import java.util.Optional;

/// The Cholesky factor L of a symmetric positive definite matrix, `A = L L'`: solves and inverts
/// small dense systems. Golub and Van Loan, "Matrix Computations", algorithm 4.2.1.
public final class Cholesky {
  /// A pivot below this share of its diagonal element means that the matrix is singular.
  private static final double SINGULAR = 1e-11;

  private final double[][] factor; // [n][n], lower triangle

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /// The factor; empty if the matrix is not positive definite, or nearly not.
  public static Optional<Cholesky> of(double[][] matrix) {
    double[][] factor = new double[matrix.length][matrix.length];
    return firstBadPivot(matrix, factor) < 0 ? Optional.of(new Cholesky(factor)) : Optional.empty();
  }

  /// The first row that is nearly a combination of those before it, or -1 if there is none.
  static int firstBadPivot(double[][] matrix) {
    return firstBadPivot(matrix, new double[matrix.length][matrix.length]);
  }

  private static int firstBadPivot(double[][] matrix, double[][] factor) {
    int n = matrix.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        if (i == j) {
          if (!(sum > SINGULAR * Math.abs(matrix[i][i])) || !(sum > 0)) {
            return i;
          }
          factor[i][i] = Math.sqrt(sum);
        } else {
          factor[i][j] = sum / factor[j][j];
        }
      }
    }
    return -1;
  }

  /// x with `A x = b`.
  public double[] solve(double[] b) {
    int n = factor.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= factor[i][k] * x[k];
      }
      x[i] /= factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= factor[k][i] * x[k];
      }
      x[i] /= factor[i][i];
    }
    return x;
  }

  /// The inverse of A.
  public double[][] inverse() {
    int n = factor.length;
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      inverse[i] = solve(unit);
    }
    return inverse;
  }
}

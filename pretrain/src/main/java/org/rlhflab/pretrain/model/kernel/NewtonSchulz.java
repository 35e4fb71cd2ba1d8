package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

/// Newton-Schulz iteration: turns a matrix into the nearest orthogonal one, about, by products
/// alone.
///
/// For X = U S V', scaled to Frobenius norm 1, each iteration X = a X + b X X'X + c X (X'X)^2 sends
/// every singular value s to a s + b s^3 + c s^5. With Jordan's coefficients five iterations bring
/// all but the smallest into about [0.7, 1.2]. Jordan and others (2024), "Muon: An optimizer for
/// hidden layers in neural networks".
public final class NewtonSchulz {
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;
  private static final float EPSILON = 1e-7f;

  private final NativeArray matrix;
  private final NativeArray other;
  private final NativeArray gram;
  private final NativeArray polynomial;
  private final int iterations;

  /// With room for matrices of up to `size` numbers whose shorter side is at most `shorter`.
  public NewtonSchulz(int iterations, int size, int shorter) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
    this.iterations = iterations;
    matrix = new NativeArray(size);
    other = new NativeArray(size);
    gram = new NativeArray((long) shorter * shorter);
    polynomial = new NativeArray((long) shorter * shorter);
  }

  /// Where the matrix is put, row after row, before [#orthogonalize].
  long matrix() {
    return matrix.address();
  }

  /// Makes the matrix `[rows, columns]` about orthogonal, given its Frobenius norm; returns where
  /// the result lies, row after row.
  long orthogonalize(int rows, int columns, double norm) {
    Rows.scale(matrix.address(), (float) (1 / (norm + EPSILON)), (long) rows * columns);
    if (rows >= columns) {
      return iterate(matrix.address(), other.address(), rows, columns);
    }
    Blas.transpose(rows, columns, matrix.address(), columns, other.address(), rows);
    long turned = iterate(other.address(), matrix.address(), columns, rows);
    long result = turned == matrix.address() ? other.address() : matrix.address();
    Blas.transpose(columns, rows, turned, rows, result, columns);
    return result;
  }

  /// On x `[rows, columns]`, no wider than high, so that X'X is the smaller of the two squares.
  private long iterate(long x, long next, int rows, int columns) {
    long square = (long) columns * columns;
    long g = gram.address();
    long p = polynomial.address();
    for (int i = 0; i < iterations; i++) {
      Blas.multiplyTransposedA(columns, columns, rows, x, x, 0f, g);
      Blas.multiply(columns, columns, columns, g, g, 0f, p);
      combine(g, p, square);
      for (int d = 0; d < columns; d++) {
        long at = (long) d * columns + d;
        set(p, at, get(p, at) + A);
      }
      Blas.multiply(rows, columns, columns, x, p, 0f, next);
      long old = x;
      x = next;
      next = old;
    }
    return x;
  }

  /// p = B g + C p.
  private static void combine(long g, long p, long count) {
    long i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(load(g, i).mul(B).add(load(p, i).mul(C)), p, i);
    }
    for (; i < count; i++) {
      set(p, i, get(g, i) * B + get(p, i) * C);
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The oracle never multiplies matrices as the kernel does: a matrix is built from known singular
/// vectors and values, and what becomes of it is known from its values alone.
class NewtonSchulzTest {
  @ParameterizedTest
  @CsvSource({"64, 64", "64, 256", "256, 64", "7, 7", "5, 13", "13, 5", "1, 9", "9, 1", "1, 1"})
  void itMovesTheSingularValuesAlone(int rows, int columns) {
    int rank = Math.min(rows, columns);
    double[][] left = orthonormal(rows, rank, 1);
    double[][] right = orthonormal(columns, rank, 2);
    double[] values = new double[rank];
    double squares = 0;
    for (int i = 0; i < rank; i++) {
      values[i] = Math.exp(-0.1 * i) * 3;
      squares += values[i] * values[i];
    }
    double norm = Math.sqrt(squares);
    double[] moved = new double[rank];
    for (int i = 0; i < rank; i++) {
      double s = values[i] / norm;
      for (int k = 0; k < 5; k++) {
        s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
      }
      moved[i] = s;
    }
    NewtonSchulz newtonSchulz = new NewtonSchulz(5, rows * columns, rank);
    put(compose(left, values, right), newtonSchulz.matrix());
    long result = newtonSchulz.orthogonalize(rows, columns, norm);
    double[][] expected = compose(left, moved, right);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        assertEquals(
            expected[r][c], NativeArray.get(result, (long) r * columns + c), 2e-5, r + ", " + c);
      }
    }
  }

  @Test
  void everySingularValueThatIsNotTinyEndsNearOne() {
    for (double value = 0.01; value <= 1; value += 0.001) {
      NewtonSchulz newtonSchulz = new NewtonSchulz(5, 1, 1);
      NativeArray.set(newtonSchulz.matrix(), 0, (float) value);
      double s = NativeArray.get(newtonSchulz.orthogonalize(1, 1, 1), 0);
      assertTrue(s > 0.65 && s < 1.25, value + " ended at " + s);
    }
  }

  @Test
  void zeroStaysZero() {
    NewtonSchulz newtonSchulz = new NewtonSchulz(5, 6, 2);
    long result = newtonSchulz.orthogonalize(2, 3, 0);
    for (int i = 0; i < 6; i++) {
      assertEquals(0f, NativeArray.get(result, i));
    }
  }

  @Test
  void noIterationsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NewtonSchulz(0, 6, 2));
  }

  /// `count` orthonormal vectors, by Gram and Schmidt on random ones.
  static double[][] orthonormal(int size, int count, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[count][size];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < size; d++) {
        vectors[i][d] = random.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double along = dot(vectors[i], vectors[j]);
          for (int d = 0; d < size; d++) {
            vectors[i][d] -= along * vectors[j][d];
          }
        }
      }
      double length = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int d = 0; d < size; d++) {
        vectors[i][d] /= length;
      }
    }
    return vectors;
  }

  /// The sum over i of values[i] left[i] right[i]', `[rows, columns]`.
  static double[][] compose(double[][] left, double[] values, double[][] right) {
    double[][] matrix = new double[left[0].length][right[0].length];
    for (int i = 0; i < values.length; i++) {
      for (int r = 0; r < matrix.length; r++) {
        for (int c = 0; c < matrix[r].length; c++) {
          matrix[r][c] += values[i] * left[i][r] * right[i][c];
        }
      }
    }
    return matrix;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void put(double[][] matrix, long to) {
    int i = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        NativeArray.set(to, i++, (float) value);
      }
    }
  }
}

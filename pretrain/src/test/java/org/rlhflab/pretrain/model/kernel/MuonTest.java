package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuonTest {
  private static final double RATE = 0.01;

  /// Steps along two gradients of the same singular vectors: momentum adds their values up, so the
  /// direction is known without any product of matrices.
  @ParameterizedTest
  @CsvSource({"4, 4, 4", "6, 4, 4", "4, 20, 20", "16, 16, 48", "5, 3, 11"})
  void stepsAreThoseOfTheArticles(int rows, int columns, int pitch) {
    int rank = Math.min(rows, columns);
    double[][] left = NewtonSchulzTest.orthonormal(rows, rank, 3);
    double[][] right = NewtonSchulzTest.orthonormal(columns, rank, 4);
    double[][] values = new double[2][rank];
    for (int i = 0; i < rank; i++) {
      values[0][i] = 1 + 0.3 * i;
      values[1][i] = 2 - 0.1 * i;
    }
    Muon.Matrix matrix = new Muon.Matrix(2, rows, columns, pitch);
    int size = 2 + rows * pitch;
    NativeArray x = Numbers.normal(size, 5);
    NativeArray m = new NativeArray(size);
    float[] before = x.toArray(size);
    double[] expected = Numbers.doubles(x);
    double[] momentum = new double[rank];
    NewtonSchulz newtonSchulz = new NewtonSchulz(5, rows * columns, rank);
    for (double[] each : values) {
      NativeArray gradient = Numbers.filled(size, 7);
      inside(gradient, matrix, NewtonSchulzTest.compose(left, each, right));
      Muon.STANDARD.step(
          matrix, x.address(), m.address(), gradient.address(), 0.5f, RATE, newtonSchulz);
      double[] ahead = new double[rank];
      double squares = 0;
      for (int i = 0; i < rank; i++) {
        double g = 0.5 * each[i];
        momentum[i] = 0.95 * momentum[i] + 0.05 * g;
        ahead[i] = 0.95 * momentum[i] + 0.05 * g;
        squares += ahead[i] * ahead[i];
      }
      for (int i = 0; i < rank; i++) {
        double s = ahead[i] / Math.sqrt(squares);
        for (int k = 0; k < 5; k++) {
          s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
        }
        ahead[i] = s;
      }
      double[][] direction = NewtonSchulzTest.compose(left, ahead, right);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          expected[2 + r * pitch + c] -=
              RATE * 0.2 * Math.sqrt(Math.max(rows, columns)) * direction[r][c];
          assertEquals(0f, NativeArray.get(gradient.address(), 2 + r * pitch + c), "used up");
        }
      }
      assertEquals(7f, NativeArray.get(gradient.address(), 0), "outside the matrix");
    }
    Numbers.assertClose(expected, x, 1e-5);
    for (int i = 0; i < size; i++) {
      int column = (i - 2) % pitch;
      if (i < 2 || column >= columns) {
        assertEquals(before[i], NativeArray.get(x.address(), i), "outside the matrix: " + i);
        assertEquals(0f, NativeArray.get(m.address(), i), "outside the matrix: " + i);
      }
    }
  }

  @Test
  void aHundredTimesTheGradientGivesTheSameStep() {
    Muon.Matrix matrix = new Muon.Matrix(0, 4, 6, 6);
    float[][] after = new float[2][];
    for (int i = 0; i < 2; i++) {
      NativeArray x = new NativeArray(24);
      NativeArray m = new NativeArray(24);
      NativeArray gradient = Numbers.normal(24, 6);
      NewtonSchulz newtonSchulz = new NewtonSchulz(5, 24, 4);
      float scale = i == 0 ? 1f : 100f;
      Muon.STANDARD.step(
          matrix, x.address(), m.address(), gradient.address(), scale, RATE, newtonSchulz);
      after[i] = x.toArray(24);
    }
    assertArrayEquals(after[0], after[1], 1e-6f);
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Muon(1f, 5));
    assertThrows(IllegalArgumentException.class, () -> new Muon(-0.1f, 5));
    assertThrows(IllegalArgumentException.class, () -> new Muon(0.9f, 0));
  }

  private static void inside(NativeArray array, Muon.Matrix matrix, double[][] values) {
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        long at = matrix.offset() + (long) r * matrix.pitch() + c;
        NativeArray.set(array.address(), at, (float) values[r][c]);
      }
    }
  }
}

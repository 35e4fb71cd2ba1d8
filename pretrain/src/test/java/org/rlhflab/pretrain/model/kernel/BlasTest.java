package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasTest {
  /// Every size on every side, and sides beyond the blocks that products are cut into.
  private static final String SIZES =
      """
      1, 1, 1
      4, 13, 16
      16, 4, 13
      25, 64, 4
      64, 25, 207
      207, 16, 64
      13, 207, 25
      1, 1024, 64
      1024, 1, 16
      16, 64, 1024
      70, 300, 513
      600, 65, 130
      """;

  @ParameterizedTest
  @CsvSource(textBlock = SIZES)
  void aProductIsTheSumOfProducts(int m, int n, int k) {
    NativeArray a = Numbers.normal(m * k, 1);
    NativeArray b = Numbers.normal(k * n, 2);
    NativeArray c = Numbers.normal(m * n, 3);
    double[] left = doubles(a);
    double[] expected = plain(m, n, k, (i, l) -> left[i * k + l], doubles(b), doubles(c));
    Blas.multiply(m, n, k, a.address(), b.address(), 1f, c.address());
    assertClose(expected, c, 1e-6);
  }

  @ParameterizedTest
  @CsvSource(textBlock = SIZES)
  void theTransposedProductReadsItsLeftSideByColumns(int m, int n, int k) {
    NativeArray a = Numbers.normal(k * m, 4);
    NativeArray b = Numbers.normal(k * n, 5);
    NativeArray c = Numbers.normal(m * n, 6);
    double[] left = doubles(a);
    double[] expected = plain(m, n, k, (i, l) -> left[l * m + i], doubles(b), doubles(c));
    Blas.multiplyTransposedA(m, n, k, a.address(), b.address(), 1f, c.address());
    assertClose(expected, c, 1e-6);
  }

  @Test
  void betaZeroForgetsWhatWasThereEvenIfItWasNoNumber() {
    // Three blocks of k: only the first may forget.
    NativeArray a = Numbers.filled(2 * 600, 1);
    NativeArray b = Numbers.filled(600 * 2, 1);
    NativeArray c = Numbers.filled(4, Float.NaN);
    Blas.multiply(2, 2, 600, a.address(), b.address(), 0f, c.address());
    assertClose(new double[] {600, 600, 600, 600}, c, 0);
    NativeArray d = Numbers.filled(4, Float.NaN);
    Blas.multiplyTransposedA(2, 2, 600, a.address(), b.address(), 0f, d.address());
    assertClose(new double[] {600, 600, 600, 600}, d, 0);
  }

  private interface Matrix {
    double at(int row, int column);
  }

  private static double[] plain(int m, int n, int k, Matrix a, double[] b, double[] c) {
    double[] out = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          out[i * n + j] += a.at(i, l) * b[l * n + j];
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 13", "16, 25", "25, 16", "64, 207", "207, 64", "1, 1024", "1024, 1"})
  void transposingSwapsRowsAndColumns(int rows, int columns) {
    int fromPitch = columns + 3;
    int toPitch = rows + 2;
    NativeArray in = Numbers.normal(rows * fromPitch, 4);
    NativeArray out = Numbers.filled(columns * toPitch, 7);
    Blas.transpose(rows, columns, in.address(), fromPitch, out.address(), toPitch);
    float[] before = in.toArray(rows * fromPitch);
    float[] after = out.toArray(columns * toPitch);
    for (int i = 0; i < after.length; i++) {
      int row = i % toPitch;
      float expected = row < rows ? before[row * fromPitch + i / toPitch] : 7;
      assertEquals(expected, after[i], "number " + i);
    }
  }
}

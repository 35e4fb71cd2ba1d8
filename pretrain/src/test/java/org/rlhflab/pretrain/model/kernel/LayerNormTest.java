package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.differences;
import static org.rlhflab.pretrain.model.kernel.Numbers.dot;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormTest {
  private static final int ROWS = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void theForwardPassIsTheFormulas(int width) {
    NativeArray x = Numbers.normal(ROWS * width, 1);
    NativeArray gain = Numbers.normal(width, 2);
    NativeArray bias = Numbers.normal(width, 3);
    NativeArray y = forward(x, gain, bias, width).y();
    assertClose(plain(doubles(x), doubles(gain), doubles(bias)), y, 2e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207})
  void theBackwardPassGivesTheSlopesOfTheForwardPass(int width) {
    NativeArray x = Numbers.normal(ROWS * width, 4);
    NativeArray gain = Numbers.normal(width, 5);
    NativeArray bias = Numbers.normal(width, 6);
    NativeArray dy = Numbers.normal(ROWS * width, 7);
    Pass pass = forward(x, gain, bias, width);
    NativeArray dx = new NativeArray(x.length());
    NativeArray dGain = new NativeArray(width);
    NativeArray dBias = new NativeArray(width);
    backward(pass, dy, x, gain, dx, dGain, dBias, width);

    double[] weights = doubles(dy);
    double[] g = doubles(gain);
    double[] b = doubles(bias);
    double[] xs = doubles(x);
    assertClose(differences(xs, v -> dot(plain(v, g, b), weights)), dx, 2e-5);
    assertClose(differences(g, v -> dot(plain(xs, v, b), weights)), dGain, 2e-5);
    assertClose(differences(b, v -> dot(plain(xs, g, v), weights)), dBias, 2e-5);
  }

  @Test
  void gradientsAreAddedToWhatIsThere() {
    int width = 25;
    NativeArray x = Numbers.normal(ROWS * width, 8);
    NativeArray gain = Numbers.normal(width, 9);
    NativeArray dy = Numbers.normal(ROWS * width, 10);
    Pass pass = forward(x, gain, gain, width);
    NativeArray once = new NativeArray(x.length());
    NativeArray twice = new NativeArray(x.length());
    NativeArray unused = new NativeArray(width);
    backward(pass, dy, x, gain, once, unused, unused, width);
    backward(pass, dy, x, gain, twice, unused, unused, width);
    backward(pass, dy, x, gain, twice, unused, unused, width);
    double[] doubled = doubles(once);
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 2;
    }
    assertClose(doubled, twice, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 64, 207})
  void equalNumbersBecomeTheBias(int width) {
    NativeArray bias = Numbers.normal(width, 11);
    NativeArray y =
        forward(Numbers.filled(ROWS * width, 7.5f), Numbers.normal(width, 12), bias, width).y();
    for (int row = 0; row < ROWS; row++) {
      float[] found = new float[width];
      System.arraycopy(y.toArray(ROWS * width), row * width, found, 0, width);
      assertArrayEquals(bias.toArray(width), found);
    }
  }

  @Test
  void hugeNumbersStayNumbers() {
    // Their squares, 1e36 each, still fit.
    NativeArray x = Numbers.of(1e18f, -1e18f, 1e18f, -1e18f);
    NativeArray y = new NativeArray(4);
    LayerNorm.forward(
        x.address(),
        Numbers.filled(4, 1).address(),
        new NativeArray(4).address(),
        y.address(),
        new NativeArray(1).address(),
        new NativeArray(1).address(),
        0,
        1,
        4);
    assertClose(new double[] {1, -1, 1, -1}, y, 1e-6);
  }

  @Test
  void onlyTheRowsAskedForAreTouched() {
    NativeArray y = Numbers.filled(12, -3);
    NativeArray kept = Numbers.filled(3, -3);
    LayerNorm.forward(
        Numbers.normal(12, 13).address(),
        Numbers.filled(4, 1).address(),
        new NativeArray(4).address(),
        y.address(),
        kept.address(),
        kept.address(),
        1,
        2,
        4);
    for (int i : new int[] {0, 1, 2, 3, 8, 9, 10, 11}) {
      assertEquals(-3, y.toArray(12)[i], "number " + i);
    }
    assertEquals(-3, kept.toArray(3)[0]);
    assertEquals(-3, kept.toArray(3)[2]);
  }

  private record Pass(NativeArray y, NativeArray mean, NativeArray scale) {}

  private static Pass forward(NativeArray x, NativeArray gain, NativeArray bias, int width) {
    Pass pass = new Pass(new NativeArray(x.length()), new NativeArray(ROWS), new NativeArray(ROWS));
    LayerNorm.forward(
        x.address(),
        gain.address(),
        bias.address(),
        pass.y().address(),
        pass.mean().address(),
        pass.scale().address(),
        0,
        ROWS,
        width);
    return pass;
  }

  private static void backward(
      Pass pass,
      NativeArray dy,
      NativeArray x,
      NativeArray gain,
      NativeArray dx,
      NativeArray dGain,
      NativeArray dBias,
      int width) {
    LayerNorm.backward(
        dy.address(),
        x.address(),
        gain.address(),
        pass.mean().address(),
        pass.scale().address(),
        dx.address(),
        dGain.address(),
        dBias.address(),
        0,
        ROWS,
        width);
  }

  private static double[] plain(double[] x, double[] gain, double[] bias) {
    int width = gain.length;
    double[] y = new double[x.length];
    for (int start = 0; start < x.length; start += width) {
      double mean = 0;
      for (int i = 0; i < width; i++) {
        mean += x[start + i] / width;
      }
      double variance = 0;
      for (int i = 0; i < width; i++) {
        variance += (x[start + i] - mean) * (x[start + i] - mean) / width;
      }
      for (int i = 0; i < width; i++) {
        y[start + i] = gain[i] * (x[start + i] - mean) / Math.sqrt(variance + 1e-5) + bias[i];
      }
    }
    return y;
  }
}

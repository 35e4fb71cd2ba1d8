package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeluTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void valueAndSlopeAreTheFormulas(int width) {
    NativeArray x = Numbers.normal(2 * width, 1);
    NativeArray bias = Numbers.normal(width, 2);
    NativeArray y = new NativeArray(x.length());
    NativeArray slope = new NativeArray(x.length());
    Gelu.forward(x.address(), bias.address(), y.address(), slope.address(), 0, 2, width);

    double[] values = new double[2 * width];
    double[] slopes = new double[2 * width];
    for (int i = 0; i < 2 * width; i++) {
      double v = doubles(x)[i] + doubles(bias)[i % width];
      values[i] = plain(v);
      slopes[i] = (plain(v + 1e-5) - plain(v - 1e-5)) / 2e-5;
    }
    assertClose(values, y, 1e-6);
    assertClose(slopes, slope, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 64, 207})
  void theVectorLoopFollowsThePlainOne(int width) {
    NativeArray x = Numbers.normal(width, 3);
    NativeArray bias = Numbers.normal(width, 4);
    NativeArray y = new NativeArray(width);
    NativeArray slope = new NativeArray(width);
    NativeArray plainY = new NativeArray(width);
    NativeArray plainSlope = new NativeArray(width);
    Gelu.forward(x.address(), bias.address(), y.address(), slope.address(), 0, 1, width);
    Gelu.scalar(x.address(), bias.address(), plainY.address(), plainSlope.address(), 0, width);
    assertClose(doubles(plainY), y, 1e-6);
    assertClose(doubles(plainSlope), slope, 1e-6);
  }

  @Test
  void theResultMayTakeTheInputsPlace() {
    NativeArray x = Numbers.normal(207, 5);
    NativeArray bias = Numbers.normal(207, 6);
    NativeArray apart = new NativeArray(207);
    NativeArray slope = new NativeArray(207);
    Gelu.forward(x.address(), bias.address(), apart.address(), slope.address(), 0, 1, 207);
    Gelu.forward(x.address(), bias.address(), x.address(), slope.address(), 0, 1, 207);
    assertArrayEquals(apart.toArray(207), x.toArray(207));
  }

  @Test
  void farFromZeroItIsTheIdentityOrNothing() {
    float[] extremes = {0, 20, -20, 1e10f, -1e10f, 1e18f, -1e18f};
    for (int size : new int[] {1, 64}) {
      for (float v : extremes) {
        NativeArray y = new NativeArray(size);
        NativeArray slope = new NativeArray(size);
        NativeArray x = Numbers.filled(size, v);
        Gelu.forward(
            x.address(), new NativeArray(size).address(), y.address(), slope.address(), 0, 1, size);
        for (float found : y.toArray(size)) {
          assertEquals(Math.max(v, 0), found, 1e-6 * Math.abs(v), "gelu of " + v);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 64, 207})
  void theWayBackMultipliesByTheSlope(int count) {
    NativeArray dy = Numbers.normal(count, 7);
    NativeArray slope = Numbers.normal(count, 8);
    NativeArray dx = new NativeArray(count);
    Gelu.backward(dy.address(), slope.address(), dx.address(), count);
    for (int i = 0; i < count; i++) {
      assertEquals(dy.toArray(count)[i] * slope.toArray(count)[i], dx.toArray(count)[i]);
    }
  }

  private static double plain(double x) {
    return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }
}

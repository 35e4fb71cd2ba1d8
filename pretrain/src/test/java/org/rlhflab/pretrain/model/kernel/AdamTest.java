package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  private static final Adam ADAM = new Adam(0.9f, 0.99f, 1e-8f);

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void stepsAreThoseOfThePaper(int size) {
    NativeArray x = Numbers.normal(size, 1);
    NativeArray gradient = Numbers.normal(size, 2);
    NativeArray m = new NativeArray(size);
    NativeArray v = new NativeArray(size);
    double[] expected = doubles(x);
    double[] first = new double[size];
    double[] second = new double[size];
    double[] given = doubles(gradient);
    float[] again = gradient.toArray(size);
    for (int t = 1; t <= 3; t++) {
      float rate = ADAM.correctedRate(0.01, t);
      gradient.set(again);
      ADAM.step(x.address(), m.address(), v.address(), gradient.address(), 0.5f, rate, 0, size);
      for (int i = 0; i < size; i++) {
        double g = given[i] * 0.5;
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.99 * second[i] + 0.01 * g * g;
        double corrected = 0.01 * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.9, t));
        expected[i] -= corrected * first[i] / (Math.sqrt(second[i]) + 1e-8);
      }
    }
    assertClose(expected, x, 1e-6);
    assertClose(first, m, 1e-6);
    assertClose(second, v, 1e-6);
    assertArrayEquals(new float[size], gradient.toArray(size), "the gradient is used up");
  }

  @Test
  void theFirstStepIsTheRateWhateverTheGradient() {
    // Bias correction at t = 1 gives m / sqrt(v) = sign of the gradient.
    NativeArray x = new NativeArray(3);
    NativeArray m = new NativeArray(3);
    NativeArray v = new NativeArray(3);
    NativeArray gradient = Numbers.of(1000, -1, 0.01f);
    ADAM.step(
        x.address(),
        m.address(),
        v.address(),
        gradient.address(),
        1f,
        ADAM.correctedRate(0.01, 1),
        0,
        3);
    assertClose(new double[] {-0.01, 0.01, -0.01}, x, 1e-6);
  }

  @Test
  void onlyTheRangeAskedForMoves() {
    NativeArray x = new NativeArray(60);
    NativeArray m = new NativeArray(60);
    NativeArray v = new NativeArray(60);
    NativeArray gradient = Numbers.filled(60, 1);
    ADAM.step(x.address(), m.address(), v.address(), gradient.address(), 1f, 1f, 7, 41);
    for (int i = 0; i < 60; i++) {
      boolean inside = i >= 7 && i < 41;
      assertEquals(inside, x.toArray(60)[i] != 0, "number " + i);
      assertEquals(inside, m.toArray(60)[i] != 0, "moment " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024, 4096, 10_000})
  void theSquaredNormIsTheSumOfSquares(int size) {
    NativeArray x = Numbers.normal(size, 3);
    double expected = Numbers.dot(doubles(x), doubles(x));
    NativeArray other = new NativeArray(size);
    for (int i = 0; i < size; i++) {
      NativeArray.set(other.address(), i, NativeArray.get(x.address(), i) / 4);
      NativeArray.set(x.address(), i, NativeArray.get(x.address(), i) * 3 / 4);
    }
    assertEquals(expected, Adam.merge(x.address(), other.address(), size), 1e-6 * expected);
    assertArrayEquals(new float[size], other.toArray(size));
  }

  @Test
  void decaysOutsideTheirRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Adam(1f, 0.9f, 1e-8f));
    assertThrows(IllegalArgumentException.class, () -> new Adam(0.9f, -0.1f, 1e-8f));
    assertThrows(IllegalArgumentException.class, () -> new Adam(0.9f, Float.NaN, 1e-8f));
    assertThrows(IllegalArgumentException.class, () -> new Adam(0.9f, 0.9f, 0f));
  }
}

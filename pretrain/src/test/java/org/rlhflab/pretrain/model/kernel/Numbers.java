package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Arrays for kernels to work on, and what they should come to.
final class Numbers {
  private Numbers() {}

  /// `count` numbers, normal, the same for the same seed.
  static NativeArray normal(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return of(values);
  }

  /// These numbers.
  static NativeArray of(float... values) {
    NativeArray array = new NativeArray(values.length);
    array.set(values);
    return array;
  }

  /// One number `count` times.
  static NativeArray filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return of(values);
  }

  /// All numbers of an array, in double precision.
  static double[] doubles(NativeArray array) {
    float[] values = array.toArray((int) array.length());
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = values[i];
    }
    return copy;
  }

  /// Every number within `tolerance` times the greatest expected one, or 1 where that is more.
  static void assertClose(double[] expected, NativeArray actual, double tolerance) {
    double greatest = Arrays.stream(expected).map(Math::abs).reduce(1, Math::max);
    double[] found = doubles(actual);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], tolerance * greatest, "number " + i);
    }
  }

  /// The derivative of a function by every number of `x`, by central differences in double
  /// precision.
  static double[] differences(double[] x, ToDoubleFunction<double[]> function) {
    final double step = 1e-5;
    double[] derivatives = new double[x.length];
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + step;
      double above = function.applyAsDouble(moved);
      moved[i] = x[i] - step;
      derivatives[i] = (above - function.applyAsDouble(moved)) / (2 * step);
      moved[i] = x[i];
    }
    return derivatives;
  }

  /// The sum of products.
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  @ParameterizedTest
  @ValueSource(ints = {13, 64, 207})
  void theVectorLoopHasTheBitsOfThePlainOne(int size) {
    NativeArray fast = Numbers.normal(size, 5);
    NativeArray slow = Numbers.normal(size, 5);
    Softmax.exponentials(fast.address(), 2f, size);
    Softmax.scalarExponentials(slow.address(), 2f, 0, size);
    assertArrayEquals(slow.toArray(size), fast.toArray(size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 64, 207})
  void theMaximumIsFoundWhereverItIs(int size) {
    for (int at = 0; at < size; at++) {
      NativeArray row = Numbers.filled(size, -2);
      NativeArray.set(row.address(), at, -1);
      assertEquals(-1, Softmax.maximum(row.address(), size), "at " + at);
    }
  }

  @Test
  void entropyIsThatOfTheDistribution() {
    assertEquals(Math.log(8), Softmax.entropy(Numbers.filled(8, 1 / 8f).address(), 8), 1e-6);
    assertEquals(0, Softmax.entropy(Numbers.of(0, 1, 0).address(), 3));
  }

  @Test
  void divergenceIsZeroOnlyBetweenEqualsAndHasADirection() {
    NativeArray p = Numbers.of(0.5f, 0.25f, 0.25f);
    NativeArray q = Numbers.of(0.25f, 0.25f, 0.5f);
    NativeArray sure = Numbers.of(1, 0, 0);
    assertEquals(0, Softmax.divergence(p.address(), p.address(), 3));
    assertEquals(0.25 * Math.log(2), Softmax.divergence(p.address(), q.address(), 3), 1e-6);
    assertEquals(Math.log(2), Softmax.divergence(sure.address(), p.address(), 3), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void entropyAndDivergenceAreTheFormulas(int size) {
    double[] ps = probabilities(Numbers.normal(size, 6));
    double[] qs = probabilities(Numbers.normal(size, 7));
    NativeArray p = Numbers.of(floats(ps));
    NativeArray q = Numbers.of(floats(qs));
    double entropy = 0;
    double divergence = 0;
    for (int i = 0; i < size; i++) {
      entropy -= ps[i] * Math.log(ps[i]);
      divergence += ps[i] * Math.log(ps[i] / qs[i]);
    }
    assertEquals(entropy, Softmax.entropy(p.address(), size), 1e-5);
    assertEquals(divergence, Softmax.divergence(p.address(), q.address(), size), 1e-5);
  }

  @Test
  void theVectorFormOfTheEntropysGradientIsTheScalarOne() {
    for (int size : new int[] {1, 13, 16, 25, 207}) {
      float p = 1f / size;
      NativeArray fast = Numbers.filled(size, p);
      NativeArray plain = Numbers.filled(size, p);
      Softmax.withEntropy(fast.address(), 0.25f, -1.5f, 0.75f, size);
      Softmax.scalarWithEntropy(plain.address(), 0.25f, -1.5f, 0.75f, 0, size);
      double expected = p * (0.25 - 1.5 * (Math.log(p) + 0.75));
      for (int i = 0; i < size; i++) {
        assertEquals(expected, NativeArray.get(plain.address(), i), 1e-6, "size " + size);
        assertEquals(expected, NativeArray.get(fast.address(), i), 1e-6, "size " + size);
      }
    }
  }

  private static double[] probabilities(NativeArray logits) {
    double[] p = Arrays.stream(doubles(logits)).map(x -> Math.exp(2 * x)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

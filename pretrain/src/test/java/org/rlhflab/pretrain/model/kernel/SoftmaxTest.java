package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.differences;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void probabilitiesAreTheFormulas(int size) {
    for (float temperature : new float[] {1, 0.7f, 3}) {
      NativeArray row = Numbers.normal(size, 1);
      double[] expected = plain(doubles(row), temperature);
      Softmax.probabilities(row.address(), temperature, size);
      assertClose(expected, row, 1e-6);
      assertEquals(1, Arrays.stream(doubles(row)).sum(), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207, 1024})
  void theLogProbabilityIsTheLogarithmOfItsProbability(int size) {
    for (int token : new int[] {0, size / 2, size - 1}) {
      NativeArray row = Numbers.normal(size, 2);
      double expected = Math.log(plain(doubles(row), 0.7)[token]);
      float found = Softmax.logProbability(row.address(), token, 0.7f, size);
      assertEquals(expected, found, 2e-6 * Math.max(1, Math.abs(expected)), "token " + token);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 16, 25, 64, 207})
  void theWayBackGivesTheSlopesOfTheLogProbability(int size) {
    int token = size / 2;
    NativeArray row = Numbers.normal(size, 3);
    double[] logits = doubles(row);
    Softmax.logProbability(row.address(), token, 0.7f, size);
    Softmax.backward(row.address(), token, -2.5f, 0.7f, size);
    assertClose(differences(logits, v -> -2.5 * Math.log(plain(v, 0.7)[token])), row, 2e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 64, 207})
  void equalLogitsShareEvenlyHoweverHugeTheyAre(int size) {
    for (float logit : new float[] {0, 1e30f, -1e30f}) {
      NativeArray row = Numbers.filled(size, logit);
      assertEquals(
          -Math.log(size), Softmax.logProbability(row.address(), 0, 1f, size), 2e-6, "" + logit);
      double[] even = new double[size];
      Arrays.fill(even, 1.0 / size);
      assertClose(even, row, 1e-7);
    }
  }

  @Test
  void aLogitOfMinusInfinityGetsNextToNothing() {
    NativeArray row = Numbers.filled(20, 1);
    NativeArray.set(row.address(), 3, Float.NEGATIVE_INFINITY);
    NativeArray.set(row.address(), 19, Float.NEGATIVE_INFINITY);
    Softmax.probabilities(row.address(), 1f, 20);
    double[] expected = new double[20];
    Arrays.fill(expected, 1.0 / 18);
    expected[3] = 0;
    expected[19] = 0;
    assertClose(expected, row, 1e-7);
  }

  @Test
  void aLogitThatIsNoNumberMakesTheLogProbabilityNone() {
    // By this a training that broke is found.
    for (int at : new int[] {0, 5, 16, 19}) {
      NativeArray row = Numbers.normal(20, 4);
      NativeArray.set(row.address(), at, Float.NaN);
      assertEquals(Float.NaN, Softmax.logProbability(row.address(), 7, 1f, 20), "logit " + at);
    }
  }

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
    NativeArray p = Numbers.normal(size, 6);
    NativeArray q = Numbers.normal(size, 7);
    double[] ps = plain(doubles(p), 0.5);
    double[] qs = plain(doubles(q), 0.5);
    Softmax.probabilities(p.address(), 0.5f, size);
    Softmax.probabilities(q.address(), 0.5f, size);
    double entropy = 0;
    double divergence = 0;
    for (int i = 0; i < size; i++) {
      entropy -= ps[i] * Math.log(ps[i]);
      divergence += ps[i] * Math.log(ps[i] / qs[i]);
    }
    assertEquals(entropy, Softmax.entropy(p.address(), size), 1e-5);
    assertEquals(divergence, Softmax.divergence(p.address(), q.address(), size), 1e-5);
  }

  private static double[] plain(double[] logits, double temperature) {
    double max = Arrays.stream(logits).max().orElseThrow();
    double[] p = Arrays.stream(logits).map(x -> Math.exp((x - max) / temperature)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
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
}

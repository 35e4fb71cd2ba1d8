package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnlineSoftmaxTest {
  private static final int ROWS = 3;

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "13, 16", "16, 25", "64, 3", "207, 64", "256, 256", "1024, 207"})
  void twoBlocksGiveTheSoftmaxOfTheWholeRow(int left, int right) {
    for (float temperature : new float[] {1, 0.7f, 3}) {
      Blocks blocks = new Blocks(Numbers.normal(ROWS * (left + right), 1), left, right);
      double[][] expected = blocks.plain(temperature);
      int[] tokens = {0, left, left + right - 1};
      double[] logits = {
        blocks.logit(0, tokens[0]), blocks.logit(1, left), blocks.logit(2, tokens[2])
      };
      blocks.exponentials(temperature);
      for (int r = 0; r < ROWS; r++) {
        float found = blocks.logProbability((float) logits[r], r, temperature);
        double wanted = Math.log(expected[r][tokens[r]]);
        assertEquals(wanted, found, 2e-6 * Math.max(1, Math.abs(wanted)), "row " + r);
      }
      blocks.scale(Numbers.filled(ROWS, 1));
      for (int r = 0; r < ROWS; r++) {
        for (int i = 0; i < left + right; i++) {
          assertEquals(expected[r][i], blocks.logit(r, i), 1e-6, "row " + r + ", token " + i);
        }
      }
    }
  }

  @Test
  void weightsMultiplyEachRowByItself() {
    Blocks blocks = new Blocks(Numbers.filled(ROWS * 40, 2), 20, 20);
    blocks.exponentials(1);
    for (int r = 0; r < ROWS; r++) {
      blocks.logProbability(2, r, 1);
    }
    blocks.scale(Numbers.of(0, -40, 80));
    assertEquals(0, blocks.logit(0, 39), 1e-6);
    assertEquals(-1, blocks.logit(1, 0), 1e-6);
    assertEquals(2, blocks.logit(2, 25), 1e-6);
  }

  @Test
  void blocksFarApartAreWeighedAgainstEachOther() {
    NativeArray logits = Numbers.filled(ROWS * 32, -50);
    for (int i = 0; i < ROWS * 16; i++) {
      NativeArray.set(logits.address(), i, 1e4f);
    }
    Blocks blocks = new Blocks(logits, 16, 16);
    blocks.exponentials(1);
    assertEquals(-Math.log(16), blocks.logProbability(1e4f, 0, 1), 1e-6);
    blocks.logProbability(1e4f, 1, 1);
    blocks.logProbability(1e4f, 2, 1);
    blocks.scale(Numbers.filled(ROWS, 1));
    assertEquals(1.0 / 16, blocks.logit(0, 3), 1e-7);
    assertEquals(0, blocks.logit(0, 20), 1e-30);
  }

  @Test
  void aLogitThatIsNoNumberMakesTheLogProbabilityNone() {
    for (int at : new int[] {0, 5, 18, 38}) {
      NativeArray logits = Numbers.normal(ROWS * 39, 4);
      Blocks blocks = new Blocks(logits, 20, 19);
      blocks.set(1, at, Float.NaN);
      blocks.exponentials(0.7f);
      assertTrue(Float.isNaN(blocks.logProbability(0.5f, 1, 0.7f)), "at " + at);
    }
  }

  @Test
  void aLogitOfMinusInfinityGetsNextToNothing() {
    Blocks blocks = new Blocks(Numbers.filled(ROWS * 40, 1), 20, 20);
    blocks.set(1, 3, Float.NEGATIVE_INFINITY);
    blocks.set(1, 39, Float.NEGATIVE_INFINITY);
    blocks.exponentials(0.7f);
    for (int r = 0; r < ROWS; r++) {
      blocks.logProbability(1, r, 0.7f);
    }
    blocks.scale(Numbers.filled(ROWS, 1));
    assertEquals(0, blocks.logit(1, 3), 1e-7);
    assertEquals(0, blocks.logit(1, 39), 1e-7);
    assertEquals(1.0 / 38, blocks.logit(1, 20), 1e-7);
  }

  /// Rows cut into two blocks, one after the other in memory.
  private record Blocks(
      NativeArray logits, int left, int right, NativeArray maxima, NativeArray sums) {
    Blocks(NativeArray logits, int left, int right) {
      this(logits, left, right, new NativeArray(2 * ROWS), new NativeArray(2 * ROWS));
    }

    private long at(int r, int i) {
      return i < left ? (long) r * left + i : (long) ROWS * left + (long) r * right + i - left;
    }

    double logit(int r, int i) {
      return NativeArray.get(logits.address(), at(r, i));
    }

    void set(int r, int i, float value) {
      NativeArray.set(logits.address(), at(r, i), value);
    }

    double[][] plain(double temperature) {
      double[][] rows = new double[ROWS][left + right];
      for (int r = 0; r < ROWS; r++) {
        double sum = 0;
        for (int i = 0; i < left + right; i++) {
          rows[r][i] = Math.exp(logit(r, i) / temperature);
          sum += rows[r][i];
        }
        for (int i = 0; i < left + right; i++) {
          rows[r][i] /= sum;
        }
      }
      return rows;
    }

    void exponentials(float temperature) {
      float inverse = 1 / temperature;
      OnlineSoftmax.exponentials(
          logits.address(), ROWS, left, inverse, maxima.address(), sums.address());
      OnlineSoftmax.exponentials(
          logits.at((long) ROWS * left), ROWS, right, inverse, maxima.at(ROWS), sums.at(ROWS));
    }

    float logProbability(float logit, int r, float temperature) {
      return OnlineSoftmax.logProbability(
          logit, maxima.address(), sums.address(), r, ROWS, 2, 1 / temperature);
    }

    void scale(NativeArray weights) {
      OnlineSoftmax.scale(logits.address(), ROWS, left, sums.address(), weights.address());
      OnlineSoftmax.scale(
          logits.at((long) ROWS * left), ROWS, right, sums.at(ROWS), weights.address());
    }
  }
}

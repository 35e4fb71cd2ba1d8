package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.Numbers.assertClose;
import static org.rlhflab.pretrain.model.kernel.Numbers.differences;
import static org.rlhflab.pretrain.model.kernel.Numbers.dot;
import static org.rlhflab.pretrain.model.kernel.Numbers.doubles;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausalAttentionTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 16, 2",
    "4, 13, 1",
    "13, 4, 2",
    "16, 16, 1",
    "25, 26, 2",
    "64, 64, 4",
    "207, 16, 1",
    "1024, 4, 1"
  })
  void theForwardPassIsTheFormulas(int time, int width, int heads) {
    NativeArray qkv = Numbers.normal(3 * time * width, 1);
    NativeArray out = new Pass(width, heads, time).forward(qkv);
    assertClose(plain(doubles(qkv), time, width, heads), out, 3e-6);
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 2", "4, 13, 1", "13, 4, 2", "16, 16, 1", "25, 8, 2", "17, 32, 2"})
  void theBackwardPassGivesTheSlopesOfTheForwardPass(int time, int width, int heads) {
    NativeArray qkv = Numbers.normal(3 * time * width, 2);
    NativeArray dOut = Numbers.normal(time * width, 3);
    Pass pass = new Pass(width, heads, time);
    pass.forward(qkv);
    NativeArray dQkv = pass.backward(dOut, qkv);

    double[] weights = doubles(dOut);
    assertClose(
        differences(doubles(qkv), v -> dot(plain(v, time, width, heads), weights)), dQkv, 1e-5);
  }

  @ParameterizedTest
  @CsvSource({"1, 4, 2", "13, 26, 2", "64, 64, 4", "207, 16, 1"})
  void decodingStepByStepGivesTheRowsOfTheWholePass(int time, int width, int heads) {
    NativeArray qkv = Numbers.normal(3 * time * width, 4);
    NativeArray out = new NativeArray((long) time * width);
    CachedAttention attention = new CachedAttention(width, heads, time);
    NativeArray cache = new NativeArray(attention.floats());
    for (int t = 0; t < time; t++) {
      attention.keep(qkv.at(3L * width * t), cache.address(), t);
      attention.forward(qkv.at(3L * width * t), cache.address(), t, out.at((long) width * t));
    }
    assertClose(plain(doubles(qkv), time, width, heads), out, 3e-6);
  }

  @Test
  void equalKeysGiveTheMeanOfTheValuesSoFar() {
    NativeArray qkv = Numbers.filled(3 * 20, 3);
    for (int t = 0; t < 20; t++) {
      NativeArray.set(qkv.address(), 3L * t + 2, t);
    }
    double[] means = new double[20];
    Arrays.setAll(means, t -> t / 2.0);
    assertClose(means, new Pass(1, 1, 20).forward(qkv), 1e-6);
  }

  @Test
  void aHugeScoreTakesAllTheAttentionAndStaysANumber() {
    // Queries and keys of +-1e15: scores of +-1e30.
    NativeArray qkv = new NativeArray(3 * 20);
    for (int t = 0; t < 20; t++) {
      NativeArray.set(qkv.address(), 3L * t, 1e15f);
      NativeArray.set(qkv.address(), 3L * t + 1, t == 0 ? 1e15f : -1e15f);
      NativeArray.set(qkv.address(), 3L * t + 2, t == 0 ? 5 : 1);
    }
    double[] fives = new double[20];
    Arrays.fill(fives, 5);
    assertClose(fives, new Pass(1, 1, 20).forward(qkv), 1e-6);
  }

  /// One sequence's arrays, filled with what earlier work may have left there.
  private static final class Pass {
    private final CausalAttention attention;
    private final int time;
    private final NativeArray out;
    private final NativeArray probabilities;
    private final NativeArray scratch;

    Pass(int width, int heads, int time) {
      this.attention = new CausalAttention(width, heads);
      this.time = time;
      this.out = Numbers.filled(time * width, 99);
      this.probabilities = Numbers.filled((int) attention.probabilities(time), 99);
      this.scratch = Numbers.filled((int) attention.scratch(time), 99);
    }

    NativeArray forward(NativeArray qkv) {
      attention.forward(
          qkv.address(), out.address(), probabilities.address(), scratch.address(), time);
      return out;
    }

    NativeArray backward(NativeArray dOut, NativeArray qkv) {
      NativeArray dQkv = Numbers.filled((int) qkv.length(), 99);
      attention.backward(
          dOut.address(),
          qkv.address(),
          probabilities.address(),
          dQkv.address(),
          scratch.address(),
          time);
      return dQkv;
    }
  }

  private static double[] plain(double[] qkv, int time, int width, int heads) {
    int size = width / heads;
    double[] out = new double[time * width];
    for (int h = 0; h < heads; h++) {
      for (int t = 0; t < time; t++) {
        double[] scores = new double[t + 1];
        for (int s = 0; s <= t; s++) {
          for (int d = 0; d < size; d++) {
            scores[s] +=
                qkv[3 * width * t + h * size + d] * qkv[3 * width * s + width + h * size + d];
          }
          scores[s] /= Math.sqrt(size);
        }
        double max = Arrays.stream(scores).max().orElseThrow();
        double[] p = Arrays.stream(scores).map(x -> Math.exp(x - max)).toArray();
        double sum = Arrays.stream(p).sum();
        for (int s = 0; s <= t; s++) {
          for (int d = 0; d < size; d++) {
            out[width * t + h * size + d] +=
                p[s] / sum * qkv[3 * width * s + 2 * width + h * size + d];
          }
        }
      }
    }
    return out;
  }
}

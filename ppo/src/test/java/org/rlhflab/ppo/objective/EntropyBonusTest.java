package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Softmax;

class EntropyBonusTest {
  private static final int VOCABULARY = 4;

  @Test
  void independentlyComputedValuesAgree() {
    EntropyBonus bonus = new EntropyBonus((float) Published.number("/input/entropy_coefficient"));
    float[] logProbs = Published.floats("/input/log_softmax"); // [tokens * vocabulary]
    int tokens = logProbs.length / VOCABULARY;
    float[] derivatives = bonus.derivatives(tokens);
    NativeArray rows = new NativeArray(logProbs.length);
    double sum = 0;
    for (int t = 0; t < tokens; t++) {
      long row = rows.at((long) t * VOCABULARY);
      for (int v = 0; v < VOCABULARY; v++) {
        NativeArray.set(row, v, (float) Math.exp(logProbs[t * VOCABULARY + v]));
      }
      float entropy = Softmax.entropy(row, VOCABULARY);
      sum += entropy;
      Softmax.withEntropy(row, 0, -derivatives[t], entropy, VOCABULARY);
    }
    assertEquals(Published.number("/expected/entropy/mean"), sum / tokens, 1e-6);
    assertArrayEquals(
        Published.floats("/expected/entropy/d_logits"), rows.toArray(logProbs.length), 1e-6f);
  }

  @Test
  void everyTokenCountsTheSame() {
    assertArrayEquals(new float[] {-0.5f, -0.5f}, new EntropyBonus(1).derivatives(2));
  }

  @Test
  void aCoefficientBelowZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EntropyBonus(-1));
  }
}

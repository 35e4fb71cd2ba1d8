package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EntropyBonusTest {
  @Test
  void independentlyComputedValuesAgree() {
    float[] dLogits = new float[12];
    EntropyBonus.Result result =
        new EntropyBonus((float) Published.number("/input/entropy_coefficient"))
            .evaluate(Published.floats("/input/log_softmax"), 4, dLogits);
    assertEquals(Published.number("/expected/entropy/mean"), result.meanEntropy(), 1e-6);
    assertEquals(-0.5 * result.meanEntropy(), result.loss(), 1e-9);
    assertArrayEquals(Published.floats("/expected/entropy/d_logits"), dLogits, 1e-6f);
  }

  @Test
  void aUniformDistributionIsAtTheTopAndHasNoGradient() {
    float log = (float) Math.log(0.25);
    float[] dLogits = new float[4];
    EntropyBonus.Result result =
        new EntropyBonus(1).evaluate(new float[] {log, log, log, log}, 4, dLogits);
    assertEquals(Math.log(4), result.meanEntropy(), 1e-6);
    assertArrayEquals(new float[4], dLogits, 1e-6f);
  }

  @Test
  void theGradientIsAddedToWhatIsThere() {
    float log = (float) Math.log(0.5);
    float[] dLogits = {3, 4};
    new EntropyBonus(1).evaluate(new float[] {log, log}, 2, dLogits);
    assertArrayEquals(new float[] {3, 4}, dLogits, 1e-6f);
  }

  @Test
  void aVocabularyThatDoesNotDivideIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EntropyBonus(1).evaluate(new float[5], 2, new float[5]));
  }
}

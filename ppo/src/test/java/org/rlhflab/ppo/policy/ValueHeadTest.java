package org.rlhflab.ppo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.objective.ClippedValueLoss;

class ValueHeadTest {
  private static final ClippedValueLoss FREE = new ClippedValueLoss(1e6f);
  private final float[][] features = new float[2000][3];
  private final float[] returns = new float[features.length];

  /// returns = 2 + 0.5 a - b, and nothing of c.
  ValueHeadTest() {
    SplittableRandom random = new SplittableRandom(3);
    for (int t = 0; t < features.length; t++) {
      features[t][0] = (float) (10 + 4 * random.nextGaussian());
      features[t][1] = (float) random.nextGaussian();
      features[t][2] = (float) random.nextGaussian();
      returns[t] = 2 + 0.5f * features[t][0] - features[t][1];
    }
  }

  @Test
  void aFitForeseesWhatIsLinearButForTheRidge() {
    float[] values = ValueHead.fit(features, returns).values(features);
    assertTrue(ValueHead.explainedVariance(values, returns) > 0.99);
  }

  @Test
  void anUntrainedHeadGuessesNothingAndLearns() {
    ValueHead head = ValueHead.untrained(features);
    float[] old = head.values(features);
    assertArrayEquals(new float[features.length], old);
    assertEquals(0, ValueHead.explainedVariance(old, returns), 1e-9);
    double before = head.step(features, old, returns, FREE, 0.05).loss();
    for (int i = 0; i < 300; i++) {
      head.step(features, old, returns, FREE, 0.05);
    }
    assertTrue(head.step(features, old, returns, FREE, 0.05).loss() < before / 100);
    assertTrue(ValueHead.explainedVariance(head.values(features), returns) > 0.99);
  }

  @Test
  void foldedWeightsGiveTheSameGuessesOfRawFeatures() {
    ValueHead head = ValueHead.fit(features, returns);
    float[] weights = head.folded();
    float[] values = head.values(features);
    for (int t = 0; t < 20; t++) {
      double value = weights[3];
      for (int c = 0; c < 3; c++) {
        value += (double) weights[c] * features[t][c];
      }
      assertEquals(values[t], value, 1e-4);
    }
  }

  /// By hand: returns 1 2 3 4 vary by 1.25, errors 0 1 0 1 by 0.25.
  @Test
  void explainedVarianceIsOneLessTheShareThatErrorsHave() {
    float[] guesses = {1, 1, 3, 3};
    float[] earned = {1, 2, 3, 4};
    assertEquals(0.8, ValueHead.explainedVariance(guesses, earned), 1e-12);
    assertEquals(1, ValueHead.explainedVariance(earned, earned), 1e-12);
    // A guess that is too high everywhere by the same explains all of the variance.
    assertEquals(1, ValueHead.explainedVariance(new float[] {6, 7, 8, 9}, earned), 1e-12);
  }
}

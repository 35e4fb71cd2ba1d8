package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GeneralizedAdvantageEstimationTest {
  private static final int[] STARTS = {0, 3, 5};
  private static final float[] REWARDS = {1, -2, 4, 0.5f, 8};
  private static final float[] VALUES = {0.5f, 1, -1, 2, 3};
  private final float[] advantages = new float[5];
  private final float[] returns = new float[5];

  private void evaluate(float gamma, float lambda) {
    new GeneralizedAdvantageEstimation(gamma, lambda)
        .evaluate(STARTS, REWARDS, VALUES, advantages, returns);
  }

  @Test
  void independentlyComputedAdvantagesAgree() {
    float[] advantage = new float[16];
    float[] expectedReturn = new float[16];
    new GeneralizedAdvantageEstimation(
            (float) Published.number("/input/gamma"), (float) Published.number("/input/lambda"))
        .evaluate(
            Published.ints("/input/starts"),
            Published.floats("/expected/rewards_k1"),
            Published.floats("/input/old_values"),
            advantage,
            expectedReturn);
    assertArrayEquals(Published.floats("/expected/advantages"), advantage, 1e-6f);
    assertArrayEquals(Published.floats("/expected/returns"), expectedReturn, 1e-6f);
  }

  @Test
  void lambdaOneGivesReturnMinusValue() {
    evaluate(1, 1);
    assertArrayEquals(new float[] {3 - 0.5f, 2 - 1, 4 + 1, 8.5f - 2, 8 - 3}, advantages, 1e-6f);
    assertArrayEquals(new float[] {3, 2, 4, 8.5f, 8}, returns, 1e-6f);
  }

  @Test
  void rewardsToGoAreDiscountedSumsWithoutAnyValue() {
    float[] toGo = new GeneralizedAdvantageEstimation(0.5f, 0.95f).rewardsToGo(STARTS, REWARDS);
    assertArrayEquals(new float[] {1 - 1 + 1, -2 + 2, 4, 0.5f + 4, 8}, toGo, 1e-6f);
  }

  @Test
  void lambdaZeroGivesTheOneStepError() {
    evaluate(0.5f, 0);
    float[] expected = {1 + 0.5f - 0.5f, -2 - 0.5f - 1, 4 + 1, 0.5f + 1.5f - 2, 8 - 3};
    assertArrayEquals(expected, advantages, 1e-6f);
  }

  @Test
  void gammaZeroSeesNoFurtherThanTheToken() {
    evaluate(0, 1);
    assertArrayEquals(REWARDS, returns, 1e-6f);
  }

  // Mutation to try: carry nextAdvantage over from one response to the one before it.
  @Test
  void oneResponseKnowsNothingOfTheNext() {
    evaluate(1, 0.95f);
    float[] before = advantages.clone();
    float[] rewards = REWARDS.clone();
    rewards[4] = -100;
    new GeneralizedAdvantageEstimation(1, 0.95f)
        .evaluate(STARTS, rewards, VALUES, advantages, returns);
    for (int t = 0; t < 3; t++) {
      assertEquals(before[t], advantages[t], 0, "token " + t);
    }
  }

  @Test
  void aPerfectValueHeadLeavesNoAdvantage() {
    float[] values = {3, 2, 4, 8.5f, 8};
    new GeneralizedAdvantageEstimation(1, 0.95f)
        .evaluate(STARTS, REWARDS, values, advantages, returns);
    assertArrayEquals(new float[5], advantages, 1e-6f);
  }

  @Test
  void aLambdaBeyondOneIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new GeneralizedAdvantageEstimation(1, 1.01f));
  }
}

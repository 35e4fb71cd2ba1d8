package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TokenRewardsTest {
  private static final int[] ONE_RESPONSE = {0, 3};
  private static final float[] LOG_PROBS = {-1, -2, -3};
  private final float[] rewards = new float[3];

  private TokenRewards.Result one(float beta, float[] reference, float score, boolean ended) {
    return new TokenRewards(beta, KlEstimator.K1, 1)
        .evaluate(
            ONE_RESPONSE,
            LOG_PROBS,
            reference,
            new float[] {score},
            new boolean[] {ended},
            rewards);
  }

  private static void agrees(KlEstimator estimator, String name) {
    float[] rewards = new float[16];
    TokenRewards.Result result =
        new TokenRewards(
                (float) Published.number("/input/beta"),
                estimator,
                (float) Published.number("/input/missing_end_penalty"))
            .evaluate(
                Published.ints("/input/starts"),
                Published.floats("/input/old_log_probs"),
                Published.floats("/input/reference_log_probs"),
                Published.floats("/input/scores"),
                Published.booleans("/input/ended"),
                rewards);
    assertArrayEquals(Published.floats("/expected/rewards_" + name), rewards, 1e-6f);
    String means = "/expected/means_" + name;
    assertEquals(Published.number(means + "/kl"), result.kl(), 1e-6);
    assertEquals(Published.number(means + "/score"), result.score(), 1e-6);
    assertEquals(Published.number(means + "/non_score_reward"), result.nonScoreReward(), 1e-6);
    assertEquals(Published.number(means + "/rlhf_reward"), result.rlhfReward(), 1e-6);
  }

  @Test
  void independentlyComputedRewardsAgree() {
    agrees(KlEstimator.K1, "k1");
    agrees(KlEstimator.K3, "k3");
  }

  @Test
  void withoutKlOnlyTheLastTokenEarns() {
    one(0.05f, LOG_PROBS, 0.75f, true);
    assertArrayEquals(new float[] {0, 0, 0.75f}, rewards, 0);
  }

  @Test
  void aResponseWithoutEndLosesThePenaltyWhateverItsScore() {
    assertEquals(-0.25, one(0, LOG_PROBS, 0.75f, false).score());
    assertEquals(-0.25f, rewards[2]);
    assertEquals(-1.75, one(0, LOG_PROBS, -0.75f, false).score());
  }

  @Test
  void everyTokenPaysForWhatItLeftTheReference() {
    one(0.5f, new float[] {-2, -2, -1}, 0, true);
    assertArrayEquals(new float[] {-0.5f, 0, 1}, rewards, 1e-7f);
  }

  @Test
  void aResponseWithoutTokensIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TokenRewards(0, KlEstimator.K1, 0)
                .evaluate(
                    new int[] {0, 0, 3},
                    LOG_PROBS,
                    LOG_PROBS,
                    new float[2],
                    new boolean[2],
                    rewards));
  }
}

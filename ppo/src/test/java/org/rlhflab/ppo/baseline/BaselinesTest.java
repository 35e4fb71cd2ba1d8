package org.rlhflab.ppo.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.Published;

class BaselinesTest {
  private static final String IN = "/baselines/input";
  private static final int[] STARTS = Published.ints(IN + "/starts");
  private static final float[] OLD = Published.floats(IN + "/old_log_probs");
  private static final float[] NEW = Published.floats(IN + "/log_probs");
  private static final float[] REFERENCE = Published.floats(IN + "/reference_log_probs");
  private static final float[] RETURNS = Published.floats(IN + "/returns");
  private static final int SAMPLES = (int) Published.number(IN + "/samples");
  private static final float CLIP = (float) Published.number(IN + "/clip_range");
  private static final float BETA = (float) Published.number(IN + "/beta");
  private final float[] dLogProbs = new float[NEW.length];

  private void gradientAgrees(String name) {
    float[] expected = Published.floats("/baselines/" + name + "/d_log_probs");
    assertArrayEquals(expected, dLogProbs, 1e-6f);
  }

  @Test
  void independentlyComputedLeaveOneOutAgrees() {
    ReinforceLeaveOneOut method = new ReinforceLeaveOneOut(SAMPLES, CLIP);
    float[] advantages = method.advantages(RETURNS);
    assertArrayEquals(Published.floats("/baselines/rloo/advantages"), advantages, 1e-6f);
    ClippedSurrogate.Result result = method.evaluate(STARTS, NEW, OLD, advantages, dLogProbs);
    assertEquals(Published.number("/baselines/rloo/loss"), result.loss(), 1e-6);
    assertEquals(Published.number("/baselines/rloo/clip_fraction"), result.clipFraction(), 1e-9);
    assertEquals(Published.number("/baselines/ratio_variance"), result.ratioVariance(), 1e-6);
    gradientAgrees("rloo");
  }

  @Test
  void independentlyComputedGroupRelativeOptimizationAgrees() {
    GroupRelativePolicyOptimization plain =
        new GroupRelativePolicyOptimization(SAMPLES, CLIP, BETA, false);
    assertArrayEquals(
        Published.floats("/baselines/grpo/plain_advantages"), plain.advantages(RETURNS), 1e-6f);
    GroupRelativePolicyOptimization method =
        new GroupRelativePolicyOptimization(SAMPLES, CLIP, BETA, true);
    float[] advantages = method.advantages(RETURNS);
    assertArrayEquals(Published.floats("/baselines/grpo/advantages"), advantages, 1e-6f);
    assertEquals(
        Published.number("/baselines/grpo/loss"),
        method.evaluate(STARTS, NEW, OLD, REFERENCE, advantages, dLogProbs).loss(),
        1e-6);
    gradientAgrees("grpo");
  }

  @Test
  void independentlyComputedPreferenceOptimizationAgrees() {
    DirectPreferenceOptimization.Result result =
        new DirectPreferenceOptimization((float) Published.number(IN + "/dpo_beta"))
            .evaluate(
                STARTS,
                NEW,
                REFERENCE,
                Published.booleans(IN + "/ties"),
                Published.floats(IN + "/weights"),
                dLogProbs);
    assertEquals(Published.number("/baselines/dpo/loss"), result.loss(), 1e-6);
    assertEquals(Published.number("/baselines/dpo/accuracy"), result.accuracy(), 1e-9);
    assertEquals(Published.number("/baselines/dpo/margin"), result.margin(), 1e-6);
    gradientAgrees("dpo");
  }

  @Test
  void beforeTrainingEveryPairIsATossUp() {
    DirectPreferenceOptimization.Result result =
        new DirectPreferenceOptimization(0.1f)
            .evaluate(
                new int[] {0, 1, 2},
                new float[] {-1, -2},
                new float[] {-1, -2},
                new boolean[1],
                new float[] {1},
                new float[2]);
    assertEquals(Math.log(2), result.loss(), 1e-7);
    assertEquals(0.5, result.accuracy());
  }

  // Mutation to try: the mean of all instead of the mean of the others.
  @Test
  void theBaselineOfAResponseIsWhatTheOthersEarned() {
    float[] advantages = new ReinforceLeaveOneOut(2, 0.2f).advantages(new float[] {3, 1, 5, 5});
    assertArrayEquals(new float[] {2, -2, 0, 0}, advantages);
  }

  @Test
  void aGroupThatEarnsAlikeTeachesNothing() {
    float[] alike = {0.25f, 0.25f, 0.25f, 1, 2, 3};
    for (boolean byDeviation : new boolean[] {true, false}) {
      float[] advantages =
          new GroupRelativePolicyOptimization(3, 0.2f, 0, byDeviation).advantages(alike);
      assertArrayEquals(new float[3], java.util.Arrays.copyOf(advantages, 3));
      assertTrue(advantages[5] > 0);
    }
  }

  @Test
  void onTheFirstStepLeaveOneOutIsReinforce() {
    float[] advantages = {1, -2, 0.5f, 0, 3, -1};
    new ReinforceLeaveOneOut(SAMPLES, CLIP).evaluate(STARTS, OLD, OLD, advantages, dLogProbs);
    for (int s = 0; s < advantages.length; s++) {
      for (int t = STARTS[s]; t < STARTS[s + 1]; t++) {
        assertEquals(-advantages[s] / OLD.length, dLogProbs[t], 1e-7);
      }
    }
  }

  @Test
  void theBestOfEachGroupIsChosenTheFirstWhereSeveralAre() {
    BestOfN method = new BestOfN(3);
    assertArrayEquals(new int[] {1, 3}, method.choose(new float[] {0, 2, 2, 5, 4, -1}));
  }

  @Test
  void theChoicesDistanceIsThatOfItsFormula() {
    assertEquals(0, new BestOfN(1).kl());
    // log 4 - 3/4
    assertEquals(0.6362943611198906, new BestOfN(4).kl(), 1e-12);
  }

  @Test
  void responsesThatAreNoWholeGroupsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new BestOfN(2).choose(new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReinforceLeaveOneOut(2, 0.2f).advantages(new float[3]));
    assertThrows(IllegalArgumentException.class, () -> new ReinforceLeaveOneOut(1, 0.2f));
  }
}

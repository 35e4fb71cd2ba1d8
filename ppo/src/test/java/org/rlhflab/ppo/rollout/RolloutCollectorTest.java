package org.rlhflab.ppo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.ExactKl;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.EntropyBonus;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.reward.model.EncodedResponse;

class RolloutCollectorTest {
  private static final Workers WORKERS = new Workers(1);
  private static final float TEMPERATURE = 0.7f;
  private static final List<int[]> PROMPTS =
      List.of(new int[] {5, 6}, new int[] {7, 8, 9}, new int[] {10}, new int[] {11, 12});

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static Rollout rollout(Gpt policy, Gpt reference, List<int[]> prompts) {
    return rollout(policy, reference, prompts, ValueFeatures.RUNNING);
  }

  private static Rollout rollout(
      Gpt policy, Gpt reference, List<int[]> prompts, ValueFeatures seen) {
    return new RolloutCollector(
            policy,
            reference,
            responses -> new float[responses.size()],
            Sampling.at(TEMPERATURE, 12),
            TinyModels.TOKENIZER.endOfText(),
            seen,
            WORKERS)
        .collect(prompts, 3, true);
  }

  private static PolicyUpdate update(Gpt policy, double bonus) {
    return new PolicyUpdate(
        policy,
        WORKERS,
        new Adam(0.9f, 0.999f, 1e-5f),
        1,
        TEMPERATURE,
        new EntropyBonus((float) bonus));
  }

  private static ClippedSurrogate.Result step(
      PolicyUpdate update, Rollout rollout, float[] advantages, double rate) {
    return update.step(
        rollout.responses(),
        (logProbs, d) ->
            new ClippedSurrogate(0.2f).evaluate(logProbs, rollout.logProbs(), advantages, d),
        rate);
  }

  @Test
  void runningFeaturesBeginWithTheMeanOfTheHiddenStatesSoFar() {
    Gpt model = TinyModels.gpt(1);
    Rollout running = rollout(model, model, PROMPTS, ValueFeatures.RUNNING);
    float[][] hidden = rollout(model, model, PROMPTS, ValueFeatures.HIDDEN_STATE).features();
    int width = model.config().width();
    for (int i = 0; i < PROMPTS.size(); i++) {
      for (int t = running.starts()[i]; t < running.starts()[i + 1]; t++) {
        assertEquals(width, hidden[t].length);
        for (int c = 0; c < width; c++) {
          double sum = 0;
          for (int before = running.starts()[i]; before <= t; before++) {
            sum += hidden[before][c];
          }
          double mean = sum / (t - running.starts()[i] + 1);
          assertEquals(mean, running.features()[t][c], 1e-5);
        }
      }
    }
  }

  @Test
  void theExactKlIsThatOfEvaluationsOnTheSameResponses() {
    Gpt policy = TinyModels.gpt(1);
    Gpt reference = TinyModels.gpt(2);
    Rollout rollout = rollout(policy, reference, PROMPTS);
    List<int[]> responses = new ArrayList<>();
    for (EncodedResponse each : rollout.responses()) {
      responses.add(Arrays.copyOfRange(each.tokens(), each.first(), each.tokens().length));
    }
    double[] expected = new ExactKl(policy, reference, WORKERS).of(PROMPTS, responses, TEMPERATURE);
    assertEquals(
        Arrays.stream(expected).average().orElseThrow(), rollout.exact().orElseThrow().kl(), 1e-4);
  }

  @Test
  void sampledKlAndEntropyAreTheExactOnesOnAverage() {
    List<int[]> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(new int[] {5, 6});
    }
    double kl = 0;
    double exactKl = 0;
    double entropy = 0;
    double exactEntropy = 0;
    Gpt policy = TinyModels.gpt(1);
    Gpt reference = TinyModels.gpt(2);
    Rollout all = rollout(policy, reference, many);
    for (int t = 0; t < all.tokens(); t++) {
      kl += (all.logProbs()[t] - all.referenceLogProbs()[t]) / many.size();
      entropy -= all.logProbs()[t] / many.size();
    }
    exactKl = all.exact().orElseThrow().kl();
    exactEntropy = all.exact().orElseThrow().entropy();
    assertEquals(exactKl, kl, 0.25 * exactKl);
    assertEquals(exactEntropy, entropy, 0.1 * exactEntropy);
  }

  @Test
  void beforeTheFirstUpdateTheRatioIsOneNothingIsClippedAndTheKlIsZero() {
    Gpt policy = TinyModels.gpt(1);
    Rollout rollout = rollout(policy, TinyModels.gpt(1), PROMPTS);
    float[] advantages = new float[rollout.tokens()];
    Arrays.fill(advantages, 1);
    ClippedSurrogate.Result first = step(update(policy, 0), rollout, advantages, 1e-3);
    assertEquals(1, first.meanRatio(), 1e-4);
    assertEquals(0, first.approxKl(), 1e-4);
    assertEquals(0, first.clipFraction());
    assertEquals(0, rollout.exact().orElseThrow().kl(), 1e-6);
    assertArrayEquals(rollout.referenceLogProbs(), rollout.logProbs(), 1e-4f);
  }

  @Test
  void whatStandsBesideAResponseChangesNeitherItsLossNorItsGradient() {
    Gpt together = TinyModels.gpt(1);
    Gpt apart = TinyModels.gpt(1);
    Rollout rollout = rollout(together, TinyModels.gpt(2), PROMPTS);
    // Only the first response has an advantage: the others, longer or shorter, must not matter.
    float[] advantages = new float[rollout.tokens()];
    Arrays.fill(advantages, 0, rollout.starts()[1], 0.5f);
    Rollout first = rollout.only(new int[] {0});
    PolicyUpdate both = update(together, 0);
    PolicyUpdate one = update(apart, 0);
    double share = (double) first.tokens() / rollout.tokens();
    double loss = step(both, rollout, advantages, 1e-3).loss();
    double alone = step(one, first, Arrays.copyOf(advantages, first.tokens()), 1e-3).loss();
    assertEquals(share * alone, loss, 1e-6);
    assertEquals(share * one.gradientNorm(), both.gradientNorm(), 1e-4 * one.gradientNorm());
  }

  @Test
  void anEntropyBonusAloneMakesThePolicyLessSure() {
    Gpt policy = TinyModels.gpt(1);
    Rollout rollout = rollout(policy, TinyModels.gpt(1), PROMPTS);
    PolicyUpdate update = update(policy, 0.1);
    for (int i = 0; i < 20; i++) {
      step(update, rollout, new float[rollout.tokens()], 1e-2);
    }
    Rollout after = rollout(policy, TinyModels.gpt(1), PROMPTS);
    double before = rollout.exact().orElseThrow().entropy() / rollout.tokens();
    assertTrue(
        after.exact().orElseThrow().entropy() / after.tokens() > before * 1.02, "from " + before);
  }
}

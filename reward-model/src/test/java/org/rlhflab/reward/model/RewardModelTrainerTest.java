package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.model.TinyRewardModels.RESPONSES;
import static org.rlhflab.reward.model.TinyRewardModels.parameters;
import static org.rlhflab.reward.model.TinyRewardModels.rewardModel;
import static org.rlhflab.reward.model.TinyRewardModels.setParameters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;

class RewardModelTrainerTest {
  private static final float BETA2 = 0.99f;
  private static final float HUGE = 1e5f;

  private final Workers workers = new Workers(1);

  @AfterEach
  void close() {
    workers.close();
  }

  /// With an epsilon far above the gradient's root mean square, Adam's first step is the gradient.
  private double[] gradient(RewardModel model, List<EncodedPair> pairs, double headFactor) {
    float[] before = parameters(model.gpt());
    RewardModelTrainer trainer =
        new RewardModelTrainer(
            model, workers, new Adam(0.9f, BETA2, HUGE), Double.POSITIVE_INFINITY, headFactor);
    trainer.step(pairs, HUGE / Math.sqrt(1 - BETA2));
    float[] after = parameters(model.gpt());
    setParameters(model.gpt(), before);
    model.pass().parametersChanged();
    return IntStream.range(0, before.length).mapToDouble(i -> before[i] - after[i]).toArray();
  }

  private static double loss(RewardModel model, List<EncodedPair> pairs) {
    List<RewardModel.Prepared> responses = new ArrayList<>();
    for (EncodedPair pair : pairs) {
      responses.add(pair.chosen());
      responses.add(pair.rejected());
    }
    float[] scores = model.forward(responses).scores();
    return RewardModelTrainer.evaluate(pairs, scores, new float[scores.length]).loss();
  }

  private static List<EncodedPair> pairs(RewardModel model) {
    List<RewardModel.Prepared> p = model.prepare(RESPONSES);
    return List.of(
        new EncodedPair(p.get(0), p.get(1), false, 1f),
        new EncodedPair(p.get(2), p.get(3), true, 0.5f));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfHeadAndTrunkAgreeWithDifferencesOfTheLoss(ReadOut readOut) {
    RewardModel model = rewardModel(readOut, workers);
    List<EncodedPair> pairs = pairs(model);
    double[] gradient = gradient(model, pairs, 1);
    int head = (int) model.gpt().offset(RewardModel.HEAD);
    int inHead = model.gpt().head(RewardModel.HEAD).length;
    List<Integer> places = new ArrayList<>(IntStream.range(head, head + inHead).boxed().toList());
    IntStream.range(0, gradient.length)
        .filter(i -> i < head || i >= head + inHead)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
        .limit(20)
        .forEach(places::add);
    assertTrue(Math.abs(gradient[places.getLast()]) > 0.01, "the trunk must learn");
    for (int i : places) {
      double numerical = difference(model, pairs, i);
      assertEquals(numerical, gradient[i], 0.01 * Math.abs(numerical) + 3e-4, "parameter " + i);
    }
  }

  private static double difference(RewardModel model, List<EncodedPair> pairs, int i) {
    float step = 2e-3f;
    float[] values = parameters(model.gpt());
    float middle = values[i];
    values[i] = middle + step;
    setParameters(model.gpt(), values);
    double above = loss(model, pairs);
    values[i] = middle - step;
    setParameters(model.gpt(), values);
    double below = loss(model, pairs);
    values[i] = middle;
    setParameters(model.gpt(), values);
    return (above - below) / (2 * (double) step);
  }

  @Test
  void exchangingChosenAndRejectedTurnsTheGradientOfAnUndecidedModelAround() {
    RewardModel model = rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
    model.gpt().setHead(RewardModel.HEAD, new float[8 + 2 + 1]);
    List<RewardModel.Prepared> p = model.prepare(RESPONSES);
    double[] one = gradient(model, List.of(new EncodedPair(p.get(0), p.get(1), false, 1f)), 1);
    model.gpt().forgetOptimizer();
    double[] other = gradient(model, List.of(new EncodedPair(p.get(1), p.get(0), false, 1f)), 1);
    double size = 0;
    for (int i = 0; i < one.length; i++) {
      assertEquals(-one[i], other[i], 1e-5, "parameter " + i);
      size += Math.abs(one[i]);
    }
    assertTrue(size > 0.1, "a gradient of nothing would pass");
  }

  @Test
  void theHeadLearnsAtItsOwnRateAndTheTrunkAtTheOthers() {
    RewardModel model = rewardModel(ReadOut.LAST_TOKEN, workers);
    List<EncodedPair> pairs = pairs(model);
    double[] plain = gradient(model, pairs, 1);
    model.gpt().forgetOptimizer();
    double[] factor = gradient(model, pairs, 10);
    int head = (int) model.gpt().offset(RewardModel.HEAD);
    int inHead = model.gpt().head(RewardModel.HEAD).length;
    for (int i = 0; i < plain.length; i++) {
      boolean isHead = i >= head && i < head + inHead;
      assertEquals(plain[i] * (isHead ? 10 : 1), factor[i], 1e-5, "parameter " + i);
    }
  }

  @Test
  void trainingOrdersThePairsAsLabelledAndLeavesTheLanguageModelsHeadAlone() {
    RewardModel model = rewardModel(ReadOut.MEAN_WITH_LOG_PROBS, workers);
    float[] languageModel = model.gpt().head(Gpt.LANGUAGE_MODEL);
    List<RewardModel.Prepared> p = model.prepare(RESPONSES);
    for (int flip = 0; flip < 2; flip++) {
      List<EncodedPair> pairs =
          List.of(
              new EncodedPair(p.get(flip), p.get(1 - flip), false, 1f),
              new EncodedPair(p.get(2 + flip), p.get(3 - flip), false, 1f));
      RewardModelTrainer trainer =
          new RewardModelTrainer(model, workers, new Adam(0.9f, BETA2, 1e-8f), 1, 10);
      for (int step = 0; step < 200; step++) {
        trainer.step(pairs, 3e-3);
      }
      assertEquals(1.0, trainer.step(pairs, 1e-9).accuracy(), "flip " + flip);
    }
    org.junit.jupiter.api.Assertions.assertArrayEquals(
        languageModel, model.gpt().head(Gpt.LANGUAGE_MODEL));
  }

  @Test
  void theUpdaterHasStateForEveryParameterOfTheGrownModel() {
    Gpt gpt = rewardModel(ReadOut.LAST_TOKEN, workers).gpt();
    assertEquals(2 * gpt.size(), gpt.graph().getUpdater().getUpdaterStateViewArray().length());
    assertEquals(0, gpt.step());
  }
}

package org.rlhflab.ppo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.ppo.rollout.RolloutCollector;
import org.rlhflab.ppo.rollout.ValueFeatures;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModel;

class ValueModelTest {
  private static final Workers WORKERS = new Workers(1);
  private static final ClippedValueLoss LOSS = new ClippedValueLoss(1e6f);
  private static final float BETA2 = 0.99f;

  /// With an epsilon far above the gradient's root mean square, Adam's first step is the gradient.
  private static final float HUGE = 1e5f;

  private static final Gpt FINE_TUNED = TinyModels.gpt(1);
  private static final Rollout ROLLOUT =
      new RolloutCollector(
              FINE_TUNED,
              FINE_TUNED,
              responses -> new float[responses.size()],
              Sampling.at(0.7, 9),
              TinyModels.TOKENIZER.endOfText(),
              ValueFeatures.HIDDEN_STATE,
              WORKERS)
          .collect(List.of(new int[] {5, 6}, new int[] {7, 8, 9}, new int[] {10}), 3);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  /// With a head of random weights.
  private static RewardModel judge(ReadOut readOut) {
    Gpt gpt = RewardModel.untrained(FINE_TUNED, readOut);
    SplittableRandom random = new SplittableRandom(7);
    float[] head = new float[gpt.head(RewardModel.HEAD).length];
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) random.nextGaussian();
    }
    gpt.setHead(RewardModel.HEAD, head);
    return new RewardModel(gpt, readOut, new Fluency(-3, 1, -20, 10), FINE_TUNED, WORKERS);
  }

  private static ValueModel model(ReadOut readOut, Adam adam) {
    return ValueModel.fromRewardModel(judge(readOut), WORKERS, adam, Double.POSITIVE_INFINITY);
  }

  private static Adam adam() {
    return new Adam(0.9f, 0.999f, 1e-5f);
  }

  private static float[] returns() {
    SplittableRandom random = new SplittableRandom(9);
    float[] returns = new float[ROLLOUT.tokens()];
    for (int t = 0; t < returns.length; t++) {
      returns[t] = (float) random.nextGaussian();
    }
    return returns;
  }

  private static int[] all() {
    return IntStream.range(0, ROLLOUT.responses().size()).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void fromTheRewardModelItGuessesWhatTheResponseSoFarWouldScore(ReadOut readOut) {
    RewardModel judge = judge(readOut);
    float[] values = ValueModel.fromRewardModel(judge, WORKERS, adam(), 1).on(ROLLOUT).values();
    for (int i = 0; i < ROLLOUT.responses().size(); i++) {
      EncodedResponse whole = ROLLOUT.responses().get(i);
      for (int t = 1; t < whole.length(); t++) {
        int[] soFar = Arrays.copyOf(whole.tokens(), whole.first() + t);
        float score = judge.score(List.of(new EncodedResponse(soFar, whole.first())))[0];
        assertEquals(
            score, values[ROLLOUT.starts()[i] + t], 1e-4, "response " + i + ", token " + t);
      }
    }
  }

  @Test
  void fromThePolicyItBeginsWithGuessesOfZero() {
    float[] values = ValueModel.fromPolicy(FINE_TUNED, WORKERS, adam(), 1).on(ROLLOUT).values();
    assertArrayEquals(new float[ROLLOUT.tokens()], values);
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfHeadAndTrunkAgreeWithDifferencesOfTheLoss(ReadOut readOut) {
    float[] returns = returns();
    ValueModel stepped = model(readOut, new Adam(0.9f, BETA2, HUGE));
    float[] before = parameters(stepped.gpt());
    float[] old = stepped.on(ROLLOUT).values();
    stepped.on(ROLLOUT).step(all(), old, returns, LOSS, HUGE / Math.sqrt(1 - BETA2));
    float[] after = parameters(stepped.gpt());
    double[] gradient =
        IntStream.range(0, before.length).mapToDouble(i -> before[i] - after[i]).toArray();
    ValueModel model = model(readOut, adam());
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
      double numerical = difference(model, i, returns);
      assertEquals(numerical, gradient[i], 0.01 * Math.abs(numerical) + 1e-3, "parameter " + i);
    }
  }

  private static double difference(ValueModel model, int i, float[] returns) {
    float step = 2e-3f;
    float middle = NativeArray.get(model.gpt().parameters(), i);
    NativeArray.set(model.gpt().parameters(), i, middle + step);
    double above = loss(model, returns);
    NativeArray.set(model.gpt().parameters(), i, middle - step);
    double below = loss(model, returns);
    NativeArray.set(model.gpt().parameters(), i, middle);
    return (above - below) / (2 * (double) step);
  }

  private static double loss(ValueModel model, float[] returns) {
    float[] values = model.on(ROLLOUT).values();
    return LOSS.evaluate(values, values, returns, new float[values.length]).loss();
  }

  private static float[] parameters(Gpt gpt) {
    float[] values = new float[(int) gpt.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = NativeArray.get(gpt.parameters(), i);
    }
    return values;
  }

  @Test
  void itLearnsAndTheModelsThatItBeganAsStayAsTheyAre() {
    RewardModel judge = judge(ReadOut.MEAN_WITH_LOG_PROBS);
    float[] judgeBefore = parameters(judge.gpt());
    float[] fineTunedBefore = parameters(FINE_TUNED);
    float[] returns = returns();
    for (ValueModel model :
        List.of(
            ValueModel.fromRewardModel(judge, WORKERS, adam(), 1),
            ValueModel.fromPolicy(FINE_TUNED, WORKERS, adam(), 1))) {
      double before = loss(model, returns);
      ValueFunction.Guesses guesses = model.on(ROLLOUT);
      float[] old = guesses.values();
      for (int step = 0; step < 300; step++) {
        guesses.step(all(), old, returns, LOSS, 3e-3);
      }
      assertTrue(loss(model, returns) < 0.5 * before, before + " to " + loss(model, returns));
    }
    assertArrayEquals(judgeBefore, parameters(judge.gpt()));
    assertArrayEquals(fineTunedBefore, parameters(FINE_TUNED));
  }
}

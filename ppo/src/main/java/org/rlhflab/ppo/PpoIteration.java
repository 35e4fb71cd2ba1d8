package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.objective.GeneralizedAdvantageEstimation;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.objective.Whitening;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What PPO does with a rollout: rewards, advantages, then some epochs of minibatches.
///
/// Schulman et al. (2017), algorithm 1, the part after the actors; the order of its steps is that
/// of Ziegler et al. (2019): reward with the KL penalty, advantages, whitening, policy, value head.
public final class PpoIteration {
  private final PpoConfig config;

  /// By a configuration.
  public PpoIteration(PpoConfig config) {
    this.config = config;
  }

  private TokenRewards rewards(double coefficient) {
    return new TokenRewards(
        (float) coefficient, config.klEstimator(), (float) config.missingEndPenalty());
  }

  /// Estimates what each token earned and moves policy and value head, epoch by epoch.
  public TokenRewards.Result improve(
      Rollout rollout,
      ValueHead head,
      PolicyUpdate update,
      double coefficient,
      double rate,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    float[] rewards = new float[rollout.tokens()];
    float[] advantages = new float[rollout.tokens()];
    float[] returns = new float[rollout.tokens()];
    float[] values = head.values(rollout.features());
    TokenRewards.Result earned =
        rewards(coefficient)
            .evaluate(
                rollout.starts(),
                rollout.logProbs(),
                rollout.referenceLogProbs(),
                rollout.scores(),
                rollout.ended(),
                rewards);
    new GeneralizedAdvantageEstimation((float) config.gamma(), (float) config.lambda())
        .evaluate(rollout.starts(), rewards, values, advantages, returns);
    new Whitening(true).apply(advantages);
    metrics.put(MetricName.EXPLAINED_VARIANCE, ValueHead.explainedVariance(values, returns));
    policyPasses(rollout, advantages, update, rate, order, metrics);
    valuePasses(rollout, head, values, returns, order, metrics);
    metrics.put(MetricName.KL, earned.kl());
    metrics.put(MetricName.SCORES, earned.score());
    metrics.put(MetricName.NON_SCORE_REWARD, earned.nonScoreReward());
    metrics.put(MetricName.RLHF_REWARD, earned.rlhfReward());
    metrics.put(MetricName.ENTROPY, entropy(rollout));
    metrics.put(MetricName.LEARNING_RATE, rate);
    return earned;
  }

  private void policyPasses(
      Rollout rollout,
      float[] advantages,
      PolicyUpdate update,
      double rate,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    List<ClippedSurrogate.Result> results = new ArrayList<>();
    double norm = 0;
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      for (int[] chosen : minibatches(rollout.responses().size(), order)) {
        results.add(update.step(rollout, chosen, advantages, rate));
        norm += update.gradientNorm();
      }
    }
    int[] first = IntStream.range(0, config.minibatchSize()).toArray();
    update.check(rollout, first, advantages);
    metrics.put(MetricName.GRADIENT_NORM, norm / results.size());
    metrics.put(MetricName.POLICY_LOSS, mean(results, ClippedSurrogate.Result::loss));
    metrics.put(
        MetricName.POLICY_CLIP_FRACTION, mean(results, ClippedSurrogate.Result::clipFraction));
    metrics.put(MetricName.APPROX_KL, mean(results, ClippedSurrogate.Result::approxKl));
    metrics.put(MetricName.RATIO, mean(results, ClippedSurrogate.Result::meanRatio));
  }

  private void valuePasses(
      Rollout rollout,
      ValueHead head,
      float[] values,
      float[] returns,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    ClippedValueLoss loss = new ClippedValueLoss((float) config.valueClipRange());
    List<ClippedValueLoss.Result> results = new ArrayList<>();
    for (int pass = 0; pass < config.valuePasses(); pass++) {
      for (int[] chosen : minibatches(rollout.responses().size(), order)) {
        int[] tokens = tokensOf(rollout, chosen);
        float[][] features =
            IntStream.of(tokens).mapToObj(t -> rollout.features()[t]).toArray(float[][]::new);
        results.add(
            head.step(
                features,
                PolicyUpdate.gathered(rollout, values, chosen),
                PolicyUpdate.gathered(rollout, returns, chosen),
                loss,
                config.valueLearningRate()));
      }
    }
    metrics.put(MetricName.VALUE_LOSS, mean(results, ClippedValueLoss.Result::loss));
    metrics.put(
        MetricName.VALUE_CLIP_FRACTION, mean(results, ClippedValueLoss.Result::clipFraction));
  }

  private List<int[]> minibatches(int responses, RandomGenerator order) {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, responses).boxed().toList());
    Collections.shuffle(shuffled, Random.from(order));
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < responses; from += config.minibatchSize()) {
      int to = Math.min(responses, from + config.minibatchSize());
      batches.add(
          shuffled.subList(from, to).stream().mapToInt(Integer::intValue).sorted().toArray());
    }
    return batches;
  }

  private static int[] tokensOf(Rollout rollout, int[] chosen) {
    return IntStream.of(chosen)
        .flatMap(i -> IntStream.range(rollout.starts()[i], rollout.starts()[i + 1]))
        .toArray();
  }

  private static double entropy(Rollout rollout) {
    double sum = 0;
    for (float logProb : rollout.logProbs()) {
      sum -= logProb;
    }
    return sum / rollout.responses().size();
  }

  private static <T> double mean(List<T> items, java.util.function.ToDoubleFunction<T> figure) {
    return items.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}

package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class PpoIteration implements Improvement {
  private final PpoConfig config;
  private final Optional<ValueHead> head;
  private final RolloutRewards rewards;
  private final PolicyPasses passes;

  /// By a configuration, of a policy and a value head; without one every guess is 0.
  public PpoIteration(PpoConfig config, Optional<ValueHead> head, PolicyUpdate update) {
    this.config = config;
    this.head = head;
    this.rewards = new RolloutRewards(config);
    this.passes = new PolicyPasses(config, update);
  }

  @Override
  public TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    float[] earned = new float[rollout.tokens()];
    float[] advantages = new float[rollout.tokens()];
    float[] returns = new float[rollout.tokens()];
    float[] values =
        head.map(it -> it.values(rollout.features())).orElse(new float[rollout.tokens()]);
    rewards.perToken(rollout, turn.coefficient(), earned);
    whiten(config.whitenRewards(), earned);
    new GeneralizedAdvantageEstimation((float) config.gamma(), (float) config.lambda())
        .evaluate(rollout.starts(), earned, values, advantages, returns);
    whiten(config.whitenAdvantages(), advantages);
    ClippedSurrogate surrogate = new ClippedSurrogate((float) config.clipRange());
    passes.run(
        rollout,
        chosen -> {
          float[] old = rollout.gathered(rollout.logProbs(), chosen);
          float[] own = rollout.gathered(advantages, chosen);
          return (logProbs, dLogProbs) -> surrogate.evaluate(logProbs, old, own, dLogProbs);
        },
        turn,
        metrics);
    head.ifPresent(it -> {
      metrics.put(MetricName.EXPLAINED_VARIANCE, ValueHead.explainedVariance(values, returns));
      valuePasses(it, rollout, values, returns, turn.order(), metrics);
    });
    return rewards.measure(rollout, turn, metrics);
  }

  private static void whiten(PpoConfig.Whitened how, float[] values) {
    switch (how) {
      case NONE -> {}
      case SCALED -> new Whitening(false).apply(values);
      case CENTRED -> new Whitening(true).apply(values);
    }
  }

  private void valuePasses(
      ValueHead head,
      Rollout rollout,
      float[] values,
      float[] returns,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    ClippedValueLoss loss = new ClippedValueLoss((float) config.valueClipRange());
    List<ClippedValueLoss.Result> results = new ArrayList<>();
    for (int pass = 0; pass < config.valuePasses(); pass++) {
      for (int[] chosen : passes.minibatches(rollout.responses().size(), order)) {
        float[][] features =
            IntStream.of(chosen)
                .flatMap(i -> IntStream.range(rollout.starts()[i], rollout.starts()[i + 1]))
                .mapToObj(t -> rollout.features()[t])
                .toArray(float[][]::new);
        results.add(
            head.step(
                features,
                rollout.gathered(values, chosen),
                rollout.gathered(returns, chosen),
                loss,
                config.valueLearningRate()));
      }
    }
    metrics.put(MetricName.VALUE_LOSS, PolicyPasses.mean(results, ClippedValueLoss.Result::loss));
    metrics.put(
        MetricName.VALUE_CLIP_FRACTION,
        PolicyPasses.mean(results, ClippedValueLoss.Result::clipFraction));
  }
}

package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.objective.GeneralizedAdvantageEstimation;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.objective.Whitening;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueFunction;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What PPO does with a rollout: rewards, advantages, then some epochs of minibatches.
///
/// Schulman et al. (2017), algorithm 1, the part after the actors; the order of its steps is that
/// of Ziegler et al. (2019): reward with the KL penalty, advantages, whitening, policy, value head.
public final class PpoIteration implements Improvement {
  private final PpoConfig config;
  private final Optional<ValueFunction> function;
  private final RolloutRewards rewards;
  private final PolicyPasses passes;

  /// By a configuration, of a policy and a value function; without one every guess is 0.
  public PpoIteration(PpoConfig config, Optional<ValueFunction> function, PolicyUpdate update) {
    this.config = config;
    this.function = function;
    this.rewards = new RolloutRewards(config);
    this.passes = new PolicyPasses(config, update);
  }

  @Override
  public TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    float[] earned = new float[rollout.tokens()];
    float[] advantages = new float[rollout.tokens()];
    float[] returns = new float[rollout.tokens()];
    Optional<ValueFunction.Guesses> guesses = function.map(it -> it.on(rollout));
    float[] values = guesses.map(ValueFunction.Guesses::values).orElse(new float[rollout.tokens()]);
    rewards.perToken(rollout, turn.coefficient(), earned);
    whiten(config.whitenRewards(), earned);
    GeneralizedAdvantageEstimation estimation =
        new GeneralizedAdvantageEstimation((float) config.gamma(), (float) config.lambda());
    estimation.evaluate(rollout.starts(), earned, values, advantages, returns);
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
    guesses.ifPresent(it -> {
      metrics.put(MetricName.EXPLAINED_VARIANCE, ValueHead.explainedVariance(values, returns));
      metrics.put(
          MetricName.FORESEEN_VARIANCE,
          ValueHead.explainedVariance(values, estimation.rewardsToGo(rollout.starts(), earned)));
      valuePasses(it, rollout, values, returns, turn, metrics);
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
      ValueFunction.Guesses guesses,
      Rollout rollout,
      float[] values,
      float[] returns,
      Turn turn,
      Map<MetricName, Double> metrics) {
    ClippedValueLoss loss = new ClippedValueLoss((float) config.valueClipRange());
    List<ClippedValueLoss.Result> results = new ArrayList<>();
    for (int pass = 0; pass < config.valuePasses(); pass++) {
      for (int[] chosen : passes.minibatches(rollout.responses().size(), turn.order())) {
        results.add(
            guesses.step(
                chosen,
                rollout.gathered(values, chosen),
                rollout.gathered(returns, chosen),
                loss,
                config.valueRate(turn.rate())));
      }
    }
    metrics.put(MetricName.VALUE_LOSS, PolicyPasses.mean(results, ClippedValueLoss.Result::loss));
    metrics.put(
        MetricName.VALUE_CLIP_FRACTION,
        PolicyPasses.mean(results, ClippedValueLoss.Result::clipFraction));
  }
}

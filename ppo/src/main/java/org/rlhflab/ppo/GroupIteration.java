package org.rlhflab.ppo;

import java.util.Map;
import java.util.function.Function;
import org.rlhflab.ppo.baseline.GroupRelativePolicyOptimization;
import org.rlhflab.ppo.baseline.ReinforceLeaveOneOut;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.PolicyLoss;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What RLOO and GRPO do with a rollout of several responses to each prompt: compare them with one
/// another, then the same epochs of minibatches as PPO, without a value head.
final class GroupIteration implements Improvement {
  private final PpoConfig config;
  private final RolloutRewards rewards;
  private final PolicyPasses passes;

  GroupIteration(PpoConfig config, PolicyUpdate update) {
    this.config = config;
    this.rewards = new RolloutRewards(config);
    this.passes = new PolicyPasses(config, update);
  }

  @Override
  public TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    passes.run(
        rollout,
        config.algorithm() == PpoConfig.Algorithm.RLOO
            ? leaveOneOut(rollout, turn)
            : groupRelative(rollout, turn),
        turn,
        metrics);
    return rewards.measure(rollout, turn, metrics);
  }

  private Function<int[], PolicyLoss<ClippedSurrogate.Result>> leaveOneOut(
      Rollout rollout, Turn turn) {
    ReinforceLeaveOneOut method =
        new ReinforceLeaveOneOut(config.samples(), (float) config.clipRange());
    float[] advantages = method.advantages(rewards.perResponse(rollout, turn.coefficient()));
    return chosen -> {
      int[] starts = rollout.starts(chosen);
      float[] old = rollout.gathered(rollout.logProbs(), chosen);
      float[] own = of(advantages, chosen);
      return (logProbs, dLogProbs) -> method.evaluate(starts, logProbs, old, own, dLogProbs);
    };
  }

  private Function<int[], PolicyLoss<ClippedSurrogate.Result>> groupRelative(
      Rollout rollout, Turn turn) {
    boolean inLoss = config.grpoKl() == PpoConfig.KlPlace.LOSS;
    GroupRelativePolicyOptimization method =
        new GroupRelativePolicyOptimization(
            config.samples(),
            (float) config.clipRange(),
            inLoss ? (float) turn.coefficient() : 0,
            config.groupScale() == PpoConfig.GroupScale.DEVIATION);
    float[] advantages =
        method.advantages(rewards.perResponse(rollout, inLoss ? 0 : turn.coefficient()));
    return chosen -> {
      int[] starts = rollout.starts(chosen);
      float[] old = rollout.gathered(rollout.logProbs(), chosen);
      float[] reference = rollout.gathered(rollout.referenceLogProbs(), chosen);
      float[] own = of(advantages, chosen);
      return (logProbs, dLogProbs) ->
          method.evaluate(starts, logProbs, old, reference, own, dLogProbs);
    };
  }

  private static float[] of(float[] advantages, int[] chosen) {
    float[] own = new float[chosen.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = advantages[chosen[i]];
    }
    return own;
  }
}

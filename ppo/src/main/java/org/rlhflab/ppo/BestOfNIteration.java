package org.rlhflab.ppo;

import java.util.Map;
import org.rlhflab.ppo.baseline.BestOfN;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What best-of-n does with a rollout of the fine-tuned model: it picks, and changes nothing.
///
/// `objective/kl` is the choice's distance by [BestOfN#kl], since nobody samples from the chosen
/// distribution directly, and its entropy is nobody's to know; every other figure is that of the
/// chosen responses.
final class BestOfNIteration implements Improvement {
  private final RolloutRewards rewards;
  private final BestOfN method;

  BestOfNIteration(PpoConfig config) {
    this.rewards = new RolloutRewards(config);
    this.method = new BestOfN(config.samples());
  }

  @Override
  public TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    double score = rewards.measure(rollout.only(answers(rollout)), turn, metrics).score();
    // Those of the fine-tuned model.
    metrics.remove(MetricName.EXACT_KL);
    metrics.remove(MetricName.ENTROPY);
    metrics.remove(MetricName.EXACT_ENTROPY);
    double nonScore = -turn.coefficient() * method.kl();
    metrics.put(MetricName.KL, method.kl());
    metrics.put(MetricName.NON_SCORE_REWARD, nonScore);
    metrics.put(MetricName.RLHF_REWARD, score + nonScore);
    return new TokenRewards.Result(method.kl(), score, nonScore, score + nonScore);
  }

  @Override
  public int[] answers(Rollout rollout) {
    return method.choose(rewards.perResponse(rollout, 0));
  }
}

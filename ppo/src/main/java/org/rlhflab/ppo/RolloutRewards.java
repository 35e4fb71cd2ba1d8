package org.rlhflab.ppo;

import java.util.Map;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What the tokens and responses of a rollout earn, and the figures on it that every algorithm has.
final class RolloutRewards {
  private final PpoConfig config;

  RolloutRewards(PpoConfig config) {
    this.config = config;
  }

  /// Writes the reward of every token, with the KL at this coefficient.
  TokenRewards.Result perToken(Rollout rollout, double coefficient, float[] rewards) {
    return new TokenRewards(
            (float) coefficient, config.klEstimator(), (float) config.missingEndPenalty())
        .evaluate(
            rollout.starts(),
            rollout.logProbs(),
            rollout.referenceLogProbs(),
            rollout.scores(),
            rollout.ended(),
            rewards);
  }

  /// What every response earned: the sum over its tokens, with the KL at this coefficient.
  float[] perResponse(Rollout rollout, double coefficient) {
    float[] rewards = new float[rollout.tokens()];
    perToken(rollout, coefficient, rewards);
    float[] returns = new float[rollout.responses().size()];
    for (int s = 0; s < returns.length; s++) {
      double sum = 0;
      for (int t = rollout.starts()[s]; t < rollout.starts()[s + 1]; t++) {
        sum += rewards[t];
      }
      returns[s] = (float) sum;
    }
    return returns;
  }

  /// The iteration's figures on the rollout, with the KL at the turn's coefficient.
  TokenRewards.Result measure(Rollout rollout, Turn turn, Map<MetricName, Double> metrics) {
    TokenRewards.Result earned = perToken(rollout, turn.coefficient(), new float[rollout.tokens()]);
    metrics.put(MetricName.KL, earned.kl());
    metrics.put(MetricName.SCORES, earned.score());
    metrics.put(MetricName.NON_SCORE_REWARD, earned.nonScoreReward());
    metrics.put(MetricName.RLHF_REWARD, earned.rlhfReward());
    metrics.put(MetricName.ENTROPY, entropy(rollout));
    return earned;
  }

  private static double entropy(Rollout rollout) {
    double sum = 0;
    for (float logProb : rollout.logProbs()) {
      sum -= logProb;
    }
    return sum / rollout.responses().size();
  }
}

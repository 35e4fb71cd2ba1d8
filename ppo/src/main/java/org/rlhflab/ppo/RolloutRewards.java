package org.rlhflab.ppo;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.reward.model.EncodedResponse;

/// What the tokens and responses of a rollout earn, and the figures on it that every algorithm has.
final class RolloutRewards {
  private final PpoConfig config;

  RolloutRewards(PpoConfig config) {
    this.config = config;
  }

  /// Writes the reward of every token, with the KL at this coefficient.
  TokenRewards.Result perToken(Rollout rollout, double coefficient, float[] rewards) {
    return new TokenRewards((float) coefficient, config.klEstimator(), config.shaping())
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
    rollout
        .exact()
        .ifPresent(exact -> {
          metrics.put(MetricName.EXACT_KL, exact.kl());
          metrics.put(MetricName.EXACT_ENTROPY, exact.entropy());
        });
    lengths(rollout, metrics);
    return earned;
  }

  private static void lengths(Rollout rollout, Map<MetricName, Double> metrics) {
    int responses = rollout.responses().size();
    int ended = 0;
    double endedTokens = 0;
    Set<List<Integer>> different = new HashSet<>();
    for (int s = 0; s < responses; s++) {
      EncodedResponse response = rollout.responses().get(s);
      if (rollout.ended()[s]) {
        ended++;
        endedTokens += response.length();
      }
      different.add(
          Arrays.stream(response.tokens(), response.first(), response.tokens().length)
              .boxed()
              .toList());
    }
    metrics.put(MetricName.MEAN_LENGTH, (double) rollout.tokens() / responses);
    if (ended > 0) {
      metrics.put(MetricName.MEAN_TERMINATED_LENGTH, endedTokens / ended);
    }
    metrics.put(MetricName.TRUNCATED, 1 - (double) ended / responses);
    metrics.put(MetricName.DISTINCT, (double) different.size() / responses);
  }

  private static double entropy(Rollout rollout) {
    double sum = 0;
    for (float logProb : rollout.logProbs()) {
      sum -= logProb;
    }
    return sum / rollout.responses().size();
  }
}

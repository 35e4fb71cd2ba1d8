package org.rlhflab.ppo;

import java.util.Map;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.MetricName;

/// What an algorithm does with an iteration's rollout.
interface Improvement {
  /// Makes the policy better, adds the iteration's figures, and tells what the responses earned.
  TokenRewards.Result improve(Rollout rollout, Turn turn, Map<MetricName, Double> metrics);

  /// The numbers of the responses that are the algorithm's answers, to be judged: mostly all.
  default int[] answers(Rollout rollout) {
    return IntStream.range(0, rollout.responses().size()).toArray();
  }
}

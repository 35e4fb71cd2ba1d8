package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.reward.model.EncodedResponse;

/// What PPO is trained against: a learned reward model, or a rule behind the same door.
@FunctionalInterface
public interface RewardFunction {
  /// A score for each response; higher is better.
  float[] score(List<EncodedResponse> responses);
}

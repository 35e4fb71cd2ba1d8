package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.ScoreScale;

/// A rule's scores in the unit in which reward models give theirs, so that a KL coefficient means
/// the same for both.
///
/// `score' = (score - mean) / deviation`, both over the fine-tuned model's own responses
///
/// The same scale as in [org.rlhflab.reward.model.RewardModel#normalize].
///
/// @param rule scores in a unit of its own
/// @param scale of its scores of the fine-tuned model's responses
public record StandardizedReward(RewardFunction rule, ScoreScale scale) implements RewardFunction {

  /// Measured on responses of the fine-tuned model.
  public static StandardizedReward on(RewardFunction rule, List<EncodedResponse> responses) {
    if (responses.isEmpty()) {
      throw new IllegalArgumentException("scores are standardized on at least 1 response, got 0");
    }
    return new StandardizedReward(rule, ScoreScale.of(rule.score(responses)));
  }

  @Override
  public float[] score(List<EncodedResponse> responses) {
    float[] scores = rule.score(responses);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) ((scores[i] - scale.mean()) / scale.deviation());
    }
    return scores;
  }
}

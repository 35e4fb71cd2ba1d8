package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.reward.model.EncodedResponse;

/// A rule's scores in the unit in which reward models give theirs, so that a KL coefficient means
/// the same for both.
///
/// `score' = (score - mean) / deviation`, both over the fine-tuned model's own responses
///
/// The deviation is that of all of them, divided by their number, as in
/// [org.rlhflab.reward.model.RewardModel#normalize].
///
/// @param rule scores in a unit of its own
/// @param mean over the fine-tuned model's responses
/// @param deviation over the same, above 0
public record StandardizedReward(RewardFunction rule, double mean, double deviation)
    implements RewardFunction {
  private static final double LEAST_DEVIATION = 1e-6;

  /// Measured on responses of the fine-tuned model.
  public static StandardizedReward on(RewardFunction rule, List<EncodedResponse> responses) {
    if (responses.isEmpty()) {
      throw new IllegalArgumentException("scores are standardized on at least 1 response, got 0");
    }
    float[] scores = rule.score(responses);
    double mean = 0;
    double squares = 0;
    for (float score : scores) {
      mean += (double) score / scores.length;
    }
    for (float score : scores) {
      squares += (score - mean) * (score - mean) / scores.length;
    }
    return new StandardizedReward(rule, mean, Math.max(LEAST_DEVIATION, Math.sqrt(squares)));
  }

  @Override
  public float[] score(List<EncodedResponse> responses) {
    float[] scores = rule.score(responses);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) ((scores[i] - mean) / deviation);
    }
    return scores;
  }
}

package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.reward.model.EncodedResponse;

/// Several reward models as one: where they disagree, their score is not to be trusted.
///
/// `mean: mu = 1/k * sum of r_i` `worst: min over i of r_i` `uncertainty: mu - lambda * 1/k * sum
/// of (r_i - mu)^2`
///
/// Source: Coste et al. 2023, arXiv 2310.02743, section 3 (mean, worst-case and
/// uncertainty-weighted optimization).
///
/// | symbol | variable  | range                                                          |
/// |--------|-----------|----------------------------------------------------------------|
/// | r_i    | `members` | each with mean 0, deviation 1 on the fine-tuned model's answers |
/// | lambda | `weight`  | at least 0, only used by `uncertainty`                         |
///
/// The combination is not standardized again: members that disagree should speak more softly.
///
/// @param members at least one
/// @param combination how they become one score
/// @param weight of the variance
public record EnsembleReward(List<RewardFunction> members, Combination combination, double weight)
    implements RewardFunction {

  /// How several scores of a response become one.
  public enum Combination {
    MEAN,
    WORST,
    UNCERTAINTY
  }

  /// Copies the members.
  public EnsembleReward {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("an ensemble needs at least 1 member, got 0");
    }
  }

  @Override
  public float[] score(List<EncodedResponse> responses) {
    List<float[]> each = members.stream().map(member -> member.score(responses)).toList();
    float[] scores = new float[responses.size()];
    for (int s = 0; s < scores.length; s++) {
      int response = s;
      scores[s] = (float) combined(each.stream().mapToDouble(scored -> scored[response]).toArray());
    }
    return scores;
  }

  private double combined(double[] scores) { // [member]
    double mean = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double score : scores) {
      mean += score / scores.length;
      least = Math.min(least, score);
    }
    double variance = 0;
    for (double score : scores) {
      variance += (score - mean) * (score - mean) / scores.length;
    }
    return switch (combination) {
      case MEAN -> mean;
      case WORST -> least;
      case UNCERTAINTY -> mean - weight * variance;
    };
  }
}

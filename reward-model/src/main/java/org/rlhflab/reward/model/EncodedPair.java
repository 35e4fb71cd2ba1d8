package org.rlhflab.reward.model;

/// One label as the reward model learns from it.
///
/// @param chosen the response that was preferred (on a tie: either)
/// @param rejected the other one
/// @param tie whether neither was
/// @param weight how much the label counts, at least 0
/// @param offset log-odds for the chosen response that scores need not explain, see [LengthOffset]
public record EncodedPair(
    RewardModel.Prepared chosen,
    RewardModel.Prepared rejected,
    boolean tie,
    float weight,
    float offset) {

  /// Of which scores have to explain all.
  public EncodedPair(
      RewardModel.Prepared chosen, RewardModel.Prepared rejected, boolean tie, float weight) {
    this(chosen, rejected, tie, weight, 0);
  }
}

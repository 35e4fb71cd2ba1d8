package org.rlhflab.reward.model;

/// One label as the reward model learns from it.
///
/// @param chosen the response that was preferred (on a tie: either)
/// @param rejected the other one
/// @param tie whether neither was
/// @param weight how much the label counts, at least 0
public record EncodedPair(
    RewardModel.Prepared chosen, RewardModel.Prepared rejected, boolean tie, float weight) {}

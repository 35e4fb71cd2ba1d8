package org.rlhflab.reward.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What is done about labels that pay for length.
public enum LengthDebiasing {
  /// Nothing: the reward model learns it.
  @JsonProperty("none")
  NONE,
  /// A [LengthOffset] stands beside the scores in training, and is gone afterwards.
  @JsonProperty("offset")
  OFFSET
}

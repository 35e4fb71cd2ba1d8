package org.rlhflab.reward.annotator;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How an annotator gives reasons.
public enum RationaleStyle {
  /// Usually cites what decided.
  @JsonProperty("specific")
  SPECIFIC,
  /// Says that one is better, and not why.
  @JsonProperty("vague")
  VAGUE,
  /// Writes nothing.
  @JsonProperty("none")
  NONE
}

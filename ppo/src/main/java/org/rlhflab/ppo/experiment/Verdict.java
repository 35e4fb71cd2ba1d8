package org.rlhflab.ppo.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether an expected effect showed.
public enum Verdict {
  /// It is there, at least as large as expected.
  @JsonProperty("reproduced")
  REPRODUCED,
  /// It is not there, or smaller than expected beyond doubt.
  @JsonProperty("not reproduced")
  NOT_REPRODUCED,
  /// The seeds cannot tell.
  @JsonProperty("inconclusive")
  INCONCLUSIVE;

  /// In words.
  public String text() {
    return switch (this) {
      case REPRODUCED -> "reproduced";
      case NOT_REPRODUCED -> "not reproduced";
      case INCONCLUSIVE -> "inconclusive";
    };
  }
}

package org.rlhflab.reward.annotator;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What an annotator does instead of reading, when attention lapses.
public enum LapseTo {
  /// Either side, as a fair coin falls.
  @JsonProperty("coin")
  COIN,
  /// The response with more words; a fair coin where both have as many.
  @JsonProperty("longer")
  LONGER,
  /// Neither: the hard call is dodged.
  @JsonProperty("tie")
  TIE
}

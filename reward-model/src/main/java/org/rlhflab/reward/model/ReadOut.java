package org.rlhflab.reward.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/// What of a response the reward model's linear head reads.
public enum ReadOut {
  /// The hidden state at the last token: the classic. At this size it sees style and length but
  /// hardly tells a right statement from a wrong one.
  @JsonProperty("last-token")
  LAST_TOKEN("last-token", 0),
  /// The mean hidden state over the response, and two numbers more: mean and sum of the response's
  /// token log-probabilities under the frozen fine-tuned model. A large model knows by itself how
  /// well a statement fits what it has read; a toy needs the hint.
  @JsonProperty("mean-with-log-probs")
  MEAN_WITH_LOG_PROBS("mean-with-log-probs", 2);

  private final String key;
  private final int extras;

  ReadOut(String key, int extras) {
    this.key = key;
    this.extras = extras;
  }

  /// As written in files and options.
  public String key() {
    return key;
  }

  /// Numbers that the head reads beside a hidden state.
  public int extras() {
    return extras;
  }

  /// The read-out of that key; empty if there is none.
  public static Optional<ReadOut> of(String key) {
    return Arrays.stream(values()).filter(readOut -> readOut.key.equals(key)).findFirst();
  }
}

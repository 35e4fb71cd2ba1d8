package org.rlhflab.reward.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/// What of a reward model learns from labels.
public enum Scorer {
  /// Trunk and head: with enough labels the better one.
  @JsonProperty("fine-tuned")
  FINE_TUNED("fine-tuned"),
  /// The head alone, on what the fine-tuned model sees anyway, see [LinearScorer]: with few labels
  /// it is about as good, and it takes a moment.
  @JsonProperty("linear")
  LINEAR("linear");

  private final String key;

  Scorer(String key) {
    this.key = key;
  }

  /// As written in files and options.
  public String key() {
    return key;
  }

  /// The scorer of that key; empty if there is none.
  public static Optional<Scorer> of(String key) {
    return Arrays.stream(values()).filter(scorer -> scorer.key.equals(key)).findFirst();
  }
}

package org.rlhflab.reward.label;

import java.util.Arrays;
import java.util.Optional;

/// A way to point at one of the two responses of a preference, or at neither.
public enum Verdict {
  CHOSEN("chosen"),
  REJECTED("rejected"),
  TIE("tie");

  private final String key;

  Verdict(String key) {
    this.key = key;
  }

  /// As written in files.
  public String key() {
    return key;
  }

  /// The verdict of that key; empty if there is none.
  public static Optional<Verdict> of(String key) {
    return Arrays.stream(values()).filter(verdict -> verdict.key.equals(key)).findFirst();
  }
}

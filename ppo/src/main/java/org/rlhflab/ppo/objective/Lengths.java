package org.rlhflab.ppo.objective;

/// Checks, before a formula runs, that its arrays fit together.
final class Lengths {
  private Lengths() {}

  /// All arrays hold one value a token, and there is a token.
  static void equal(int tokens, int... others) {
    if (tokens == 0) {
      throw new IllegalArgumentException("no tokens: a mean over none is not defined");
    }
    for (int other : others) {
      if (other != tokens) {
        throw new IllegalArgumentException(
            "arrays must have one length, got " + tokens + " and " + other);
      }
    }
  }

  /// `starts` begins at 0, ends at the number of tokens, and leaves no response empty.
  static void ragged(int[] starts, int tokens) {
    if (starts.length < 2 || starts[0] != 0 || starts[starts.length - 1] != tokens) {
      throw new IllegalArgumentException(
          "starts must begin at 0 and end at the number of tokens, " + tokens);
    }
    for (int s = 1; s < starts.length; s++) {
      if (starts[s] <= starts[s - 1]) {
        throw new IllegalArgumentException("response " + (s - 1) + " has no token");
      }
    }
  }
}

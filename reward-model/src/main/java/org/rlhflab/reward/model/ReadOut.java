package org.rlhflab.reward.model;

/// What of a response the reward model's linear head reads.
public enum ReadOut {
  /// The hidden state at the last token: the classic. At this size it sees style and length but
  /// hardly tells a right statement from a wrong one.
  LAST_TOKEN(0),
  /// The mean hidden state over the response, and two numbers more: mean and sum of the response's
  /// token log-probabilities under the frozen fine-tuned model. A large model knows by itself how
  /// well a statement fits what it has read; a toy needs the hint.
  MEAN_WITH_LOG_PROBS(2);

  private final int extras;

  ReadOut(int extras) {
    this.extras = extras;
  }

  /// Numbers that the head reads beside a hidden state.
  public int extras() {
    return extras;
  }
}

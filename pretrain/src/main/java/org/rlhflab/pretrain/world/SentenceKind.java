package org.rlhflab.pretrain.world;

/// Every kind of sentence (or, for hedges and boosters, of lead-in to a sentence) that a response
/// can be made of.
public enum SentenceKind {
  /// The one statement that answers the question of its topic.
  CORE,
  /// A further true statement on the topic.
  FACT,
  /// A concrete example or analogy.
  EXAMPLE,
  /// A plausible falsehood on the topic.
  MISCONCEPTION,
  /// A lead-in that admits uncertainty: "It is not certain, but ...".
  HEDGE,
  /// A lead-in that claims certainty: "Without any doubt, ...".
  BOOSTER,
  /// Enthusiasm before the answer: "Great question!".
  OPENER,
  /// A general sentence that would fit any topic and says nothing.
  FILLER,
  /// True of the topic and empty: "Stacks are often considered important.".
  AFFIRMATION,
  /// Name-dropping: a use is mentioned, not explained.
  MENTION,
  /// Declines to help with something unsafe.
  REFUSAL,
  /// A rude remark.
  RUDE,
  /// English, but about nothing that this world knows: cannot be judged.
  UNKNOWN,
  /// Words that make no sentence.
  GARBLED;

  /// Whether it introduces the sentence after it instead of being one.
  public boolean isLeadIn() {
    return this == HEDGE || this == BOOSTER;
  }
}

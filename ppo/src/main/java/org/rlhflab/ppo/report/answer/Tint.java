package org.rlhflab.ppo.report.answer;

import java.util.Locale;

/// What a sentence does in an answer: its colour, and a mark and a word for those who do not see
/// the colour.
public enum Tint {
  /// A true statement on what was asked, said for the first time.
  CORRECT("correct", "✓", "true and on the question"),
  /// A misconception.
  WRONG("wrong", "✗", "false"),
  /// Declines something unsafe.
  DECLINES("declines", "⊘", "declines what is unsafe"),
  /// Fits every question and says nothing, or only praises or name-drops.
  FILLER("filler", "…", "says nothing: openers, general remarks, name-dropping"),
  /// A lead-in that claims certainty.
  BOOSTER("booster", "!", "claims certainty"),
  /// A lead-in that admits uncertainty.
  HEDGE("hedge", "~", "admits uncertainty"),
  /// Says what was said before.
  REPEAT("repeat", "↺", "says again what was said"),
  /// True, but about something else.
  STRAY("off topic", "↗", "true, but about something else"),
  /// Rude, outside the world, or no sentence at all.
  OTHER("other", "?", "rude, unknown to this world, or unreadable");

  private final String word;
  private final String mark;
  private final String meaning;

  Tint(String word, String mark, String meaning) {
    this.word = word;
    this.mark = mark;
    this.meaning = meaning;
  }

  /// What it is called.
  public String word() {
    return word;
  }

  /// The mark before the sentence.
  public String mark() {
    return mark;
  }

  /// What it means, for the legend.
  public String meaning() {
    return meaning;
  }

  /// The class of its style.
  public String styleClass() {
    return "tint-" + name().toLowerCase(Locale.ROOT);
  }
}

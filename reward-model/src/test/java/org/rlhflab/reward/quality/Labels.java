package org.rlhflab.reward.quality;

import java.util.Optional;
import java.util.OptionalInt;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

/// Labels for tests, field by field.
public final class Labels {
  private Labels() {}

  /// The question that [#by] uses.
  public static final String PROMPT = "Q?";

  /// A label by somebody.
  public static Preference by(String annotator, String prompt, String chosen, String rejected) {
    return Preference.of(prompt, chosen, rejected).by(annotator);
  }

  /// The same on a task with a known answer.
  public static Preference gold(Preference label, Verdict gold) {
    return label.withGold(gold);
  }

  /// The same with the side recorded that was shown first.
  public static Preference first(Preference label, Verdict first) {
    return new Preference(
        label.id(),
        label.prompt(),
        label.chosen(),
        label.rejected(),
        label.tie(),
        label.annotator(),
        label.criterion(),
        label.rationale(),
        Optional.of(first),
        label.gold(),
        label.repeatOf(),
        label.session(),
        label.position(),
        label.seconds(),
        label.source(),
        label.round(),
        label.weight(),
        label.extra());
  }

  /// The same as a tie.
  public static Preference tie(Preference label) {
    return new Preference(
        label.id(),
        label.prompt(),
        label.chosen(),
        label.rejected(),
        true,
        label.annotator(),
        label.criterion(),
        label.rationale(),
        label.first(),
        label.gold(),
        label.repeatOf(),
        label.session(),
        label.position(),
        label.seconds(),
        label.source(),
        label.round(),
        label.weight(),
        label.extra());
  }

  /// The same at a place in a session, with a reason.
  public static Preference at(Preference label, int position, String rationale) {
    return new Preference(
        label.id(),
        label.prompt(),
        label.chosen(),
        label.rejected(),
        label.tie(),
        label.annotator(),
        label.criterion(),
        rationale,
        label.first(),
        label.gold(),
        label.repeatOf(),
        label.session(),
        OptionalInt.of(position),
        label.seconds(),
        label.source(),
        label.round(),
        label.weight(),
        label.extra());
  }
}

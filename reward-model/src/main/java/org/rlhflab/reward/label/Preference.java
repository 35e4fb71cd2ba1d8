package org.rlhflab.reward.label;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// One label: of two responses to one prompt, this one is better. TRL's explicit-prompt form with
/// extras; an empty text stands for a field that the file leaves out.
///
/// @param id unique in its file, or empty
/// @param prompt the question as asked
/// @param chosen the better response (on a tie: either)
/// @param rejected the other one
/// @param tie whether neither is better: half a win each in every loss and count
/// @param annotator who labelled, or empty
/// @param criterion what was judged: `overall` (default) or a dimension's key
/// @param rationale the written reason, or empty
/// @param first which of the two was shown first
/// @param gold on a task with a known answer, which of the two that answer is: `CHOSEN` means that
///   the annotator was right
/// @param repeatOf the id of an earlier label of the same task, or empty
/// @param session the sitting, or empty
/// @param position the how-manieth task of the annotator in that sitting, from 1
/// @param seconds how long it took
/// @param source where the responses come from: `grammar`, a model's hash, or empty
/// @param round the round of labelling, from 1
/// @param weight how much the label counts in training, at least 0 (default 1)
/// @param extra fields that mean nothing here, kept in order
public record Preference(
    String id,
    String prompt,
    String chosen,
    String rejected,
    boolean tie,
    String annotator,
    String criterion,
    String rationale,
    Optional<Verdict> first,
    Optional<Verdict> gold,
    String repeatOf,
    String session,
    OptionalInt position,
    OptionalDouble seconds,
    String source,
    OptionalInt round,
    double weight,
    Map<String, Object> extra)
    implements Label {

  /// The criterion where none is named.
  public static final String OVERALL = "overall";

  /// Checks what must hold and copies its map.
  public Preference {
    if (chosen.isBlank() || rejected.isBlank()) {
      throw new IllegalArgumentException(
          "\"" + (chosen.isBlank() ? "chosen" : "rejected") + "\" is empty");
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("\"weight\" must be at least 0, got " + weight);
    }
    if (first.equals(Optional.of(Verdict.TIE))) {
      throw new IllegalArgumentException("\"first\" must be chosen or rejected, got tie");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /// A bare label.
  public static Preference of(String prompt, String chosen, String rejected) {
    return new Preference(
        "",
        prompt,
        chosen,
        rejected,
        false,
        "",
        OVERALL,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        OptionalInt.empty(),
        OptionalDouble.empty(),
        "",
        OptionalInt.empty(),
        1,
        Map.of());
  }

  /// Whether the two responses are the same text, so that the label says nothing.
  public boolean isEmptyChoice() {
    return chosen.equals(rejected);
  }

  /// The same label with another weight.
  public Preference withWeight(double newWeight) {
    return new Preference(
        id, prompt, chosen, rejected, tie, annotator, criterion, rationale, first, gold, repeatOf,
        session, position, seconds, source, round, newWeight, extra);
  }

  /// The same label as this person's.
  public Preference by(String person) {
    return new Preference(
        id, prompt, chosen, rejected, tie, person, criterion, rationale, first, gold, repeatOf,
        session, position, seconds, source, round, weight, extra);
  }

  /// The same label on a task with a known answer.
  public Preference withGold(Verdict answer) {
    return new Preference(
        id,
        prompt,
        chosen,
        rejected,
        tie,
        annotator,
        criterion,
        rationale,
        first,
        Optional.of(answer),
        repeatOf,
        session,
        position,
        seconds,
        source,
        round,
        weight,
        extra);
  }

  /// The same label as one of a round of labelling, with ids that no other round has.
  public Preference inRound(int number) {
    return new Preference(
        idIn(number, id),
        prompt,
        chosen,
        rejected,
        tie,
        annotator,
        criterion,
        rationale,
        first,
        gold,
        idIn(number, repeatOf),
        session,
        position,
        seconds,
        source,
        OptionalInt.of(number),
        weight,
        extra);
  }

  private static String idIn(int round, String id) {
    return id.isEmpty() ? "" : "round-" + round + "-" + id;
  }
}

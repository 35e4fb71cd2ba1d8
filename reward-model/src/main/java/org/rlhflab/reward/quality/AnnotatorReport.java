package org.rlhflab.reward.quality;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.bias.Drift;
import org.rlhflab.reward.quality.bias.PresentationBias.Effect;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;

/// One person in an audit, in the form of its JSON document. What the file does not show is empty.
///
/// @param id the annotator
/// @param labels how many, equal responses left out
/// @param goldAccuracy share of gold tasks answered as known
/// @param goldTasks how many there were
/// @param consistency share of repeated pairs judged as the first time
/// @param repeats how many there were
/// @param consistencySameSides of those whose sides were shown as before
/// @param consistencySwapped of those whose sides were swapped
/// @param agreement share of pairs judged as most of the others do
/// @param lengthBias log-odds for twice the words
/// @param confidenceBias log-odds for one booster more (or hedge less)
/// @param positionBias log-odds for being shown first
/// @param enthusiasmBias log-odds for one exclamation more
/// @param formattingBias log-odds for half the slips of formatting
/// @param drift log-odds of being right for 100 tasks more in a session
/// @param driftInterval its interval
/// @param rationaleSpecific share of written reasons that cite a response
/// @param medianSeconds for a task
/// @param status `keep`, `watch`, `down-weight` or `remove`
/// @param reason for the status
/// @param flags everything that stands out
public record AnnotatorReport(
    String id,
    int labels,
    Optional<Interval> goldAccuracy,
    int goldTasks,
    Optional<Interval> consistency,
    int repeats,
    Optional<Interval> consistencySameSides,
    Optional<Interval> consistencySwapped,
    Optional<Interval> agreement,
    Optional<Interval> lengthBias,
    Optional<Interval> confidenceBias,
    Optional<Interval> positionBias,
    Optional<Interval> enthusiasmBias,
    Optional<Interval> formattingBias,
    OptionalDouble drift,
    Optional<Interval> driftInterval,
    OptionalDouble rationaleSpecific,
    OptionalDouble medianSeconds,
    String status,
    String reason,
    List<String> flags) {

  /// Copies its list.
  public AnnotatorReport {
    flags = List.copyOf(flags);
  }

  /// What was measured, with what is made of it.
  static AnnotatorReport of(
      AnnotatorMeasures person, AnnotatorStatus status, String reason, List<String> flags) {
    return new AnnotatorReport(
        person.id(),
        person.labels(),
        person.gold().interval(),
        person.gold().tasks(),
        person.consistency().interval(),
        person.consistency().repeats(),
        person.consistency().sameSides().interval(),
        person.consistency().swappedSides().interval(),
        person.agreement().interval(),
        effect(person, Term.LENGTH),
        effect(person, Term.CONFIDENCE),
        effect(person, Term.POSITION),
        effect(person, Term.ENTHUSIASM),
        effect(person, Term.FORMATTING),
        person
            .drift()
            .map(drift -> OptionalDouble.of(drift.per100().mean()))
            .orElse(OptionalDouble.empty()),
        person.drift().map(Drift::per100),
        person.rationaleSpecific(),
        person
            .speed()
            .map(speed -> OptionalDouble.of(speed.median()))
            .orElse(OptionalDouble.empty()),
        status.key(),
        reason,
        flags);
  }

  private static Optional<Interval> effect(AnnotatorMeasures person, Term term) {
    return person.bias().of(term).map(Effect::logOdds);
  }
}

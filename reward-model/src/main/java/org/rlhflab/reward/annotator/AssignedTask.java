package org.rlhflab.reward.annotator;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rlhflab.reward.annotator.ChoiceModel.Side;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Judgment;
import org.rlhflab.reward.annotator.SimulatedAnnotator.Showing;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

/// A pair that lies before a person: when, which way round, and what is known of it.
///
/// @param pair the two responses
/// @param annotator whose task it is
/// @param showing the sitting, the tasks done in it before, and which side is shown first
/// @param gold whether the rubric's order is recorded as the known answer
/// @param repeatOf the id of the same person's earlier label of this pair, or empty
public record AssignedTask(
    PairToLabel pair, String annotator, Showing showing, boolean gold, String repeatOf) {

  /// The id of the label that will come of it, unique in its collection.
  public String id() {
    String first = pair.id() + ":" + annotator;
    return repeatOf.isEmpty() ? first : first + ":again";
  }

  /// The label that this person gives; `source` says where the responses come from. On a tie the
  /// response shown first stands as chosen.
  Preference label(SimulatedAnnotator person, String source) {
    Judgment judgment = person.judge(pair, showing);
    boolean tie = judgment.side() == Side.TIE;
    boolean choseA = tie ? showing.aFirst() : judgment.side() == Side.A;
    return new Preference(
        id(),
        pair.prompt(),
        choseA ? pair.a().text() : pair.b().text(),
        choseA ? pair.b().text() : pair.a().text(),
        tie,
        annotator,
        Preference.OVERALL,
        judgment.rationale(),
        Optional.of(choseA == showing.aFirst() ? Verdict.CHOSEN : Verdict.REJECTED),
        gold ? Optional.of(answer(choseA)) : Optional.empty(),
        repeatOf,
        showing.sitting(),
        OptionalInt.of(showing.tasksDone() + 1),
        judgment.seconds().map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        source,
        OptionalInt.empty(),
        1,
        Map.of());
  }

  private Verdict answer(boolean choseA) {
    double difference = pair.goldDifference();
    if (difference == 0) {
      return Verdict.TIE;
    }
    return difference > 0 == choseA ? Verdict.CHOSEN : Verdict.REJECTED;
  }
}

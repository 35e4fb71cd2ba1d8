package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.agreement.GoldAccuracy;
import org.rlhflab.reward.quality.agreement.SelfConsistency;
import org.rlhflab.reward.quality.bias.Drift;
import org.rlhflab.reward.quality.bias.MajorityOfOthers;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.RationaleSpecificity;
import org.rlhflab.reward.quality.bias.ResponseSurface;
import org.rlhflab.reward.quality.bias.WorkingSpeed;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Everything that is measured on one person, before anything is made of it. What the file does not
/// show is empty.
///
/// @param id the annotator
/// @param labels how many
/// @param gold against known answers
/// @param goldP how probable so few right answers are for a careful person, one-sided
/// @param consistency with oneself
/// @param agreement with the majority of the others
/// @param agreementP how probable so little agreement is for one of the others, one-sided
/// @param bias by presentation
/// @param drift over sessions: against known answers, or else against the majority of the others
/// @param rationaleSpecific share of written reasons that cite
/// @param speed where times are recorded
record AnnotatorMeasures(
    String id,
    int labels,
    GoldAccuracy gold,
    Optional<Double> goldP,
    SelfConsistency consistency,
    MajorityOfOthers agreement,
    Optional<Double> agreementP,
    PresentationBias bias,
    Optional<Drift> drift,
    OptionalDouble rationaleSpecific,
    Optional<WorkingSpeed> speed) {
  private static final int GOLD_TASKS_FOR_DRIFT = 20;

  /// Of everybody, in the order in which they first appear. `goldStandard` is how often a careful
  /// person is right on gold tasks.
  static List<AnnotatorMeasures> of(PairJudgments pairs, double goldStandard) {
    PairJudgments first = pairs.firstOfEach();
    MajorityOfOthers.Crowd crowd = MajorityOfOthers.of(first.judgments());
    List<SelfConsistency> consistency = SelfConsistency.of(pairs);
    List<List<Integer>> places = byAnnotator(pairs);
    List<List<Integer>> firstPlaces = byAnnotator(first);
    double[][] seconds = seconds(pairs, places);
    Map<String, ResponseSurface> memory = new java.util.HashMap<>();
    List<AnnotatorMeasures> all = new ArrayList<>();
    for (int k = 0; k < places.size(); k++) {
      List<Preference> own = places.get(k).stream().map(pairs.labels()::get).toList();
      GoldAccuracy gold = GoldAccuracy.of(own);
      all.add(
          new AnnotatorMeasures(
              pairs.judgments().annotators().get(k),
              own.size(),
              gold,
              goldP(gold, goldStandard),
              consistency.get(k),
              crowd.people()[k],
              crowd.pValue(k),
              PresentationBias.of(own, memory),
              drift(own, gold, first, firstPlaces.get(k), crowd.credit()),
              RationaleSpecificity.share(own),
              speed(seconds, k)));
    }
    return all;
  }

  private static Optional<Double> goldP(GoldAccuracy gold, double standard) {
    return gold.tasks() == 0
        ? Optional.empty()
        : Optional.of(
            BinomialTest.withDefaults()
                .with(AlternativeHypothesis.LESS_THAN)
                .test(gold.tasks(), (int) Math.ceil(gold.right()), standard)
                .getPValue());
  }

  private static Optional<Drift> drift(
      List<Preference> own,
      GoldAccuracy gold,
      PairJudgments first,
      List<Integer> places,
      double[] credit) {
    List<double[]> tasks = new ArrayList<>();
    if (gold.tasks() >= GOLD_TASKS_FOR_DRIFT) {
      for (Preference label : own) {
        if (label.gold().isPresent() && label.position().isPresent()) {
          double right = GoldAccuracy.of(List.of(label)).right();
          tasks.add(new double[] {right, label.position().getAsInt()});
        }
      }
    } else {
      for (int j : places) {
        Preference label = first.labels().get(j);
        if (credit[j] >= 0 && label.position().isPresent()) {
          tasks.add(new double[] {credit[j], label.position().getAsInt()});
        }
      }
    }
    try {
      return Optional.of(
          Drift.of(
              tasks.stream().mapToDouble(it -> it[0]).toArray(),
              tasks.stream().mapToDouble(it -> it[1]).toArray()));
    } catch (UndefinedMeasure notShown) {
      return Optional.empty();
    }
  }

  private static Optional<WorkingSpeed> speed(double[][] seconds, int annotator) {
    double[] others =
        java.util.stream.IntStream.range(0, seconds.length)
            .filter(k -> k != annotator)
            .mapToObj(k -> seconds[k])
            .flatMapToDouble(java.util.Arrays::stream)
            .toArray();
    try {
      return Optional.of(WorkingSpeed.of(seconds[annotator], others));
    } catch (UndefinedMeasure notRecorded) {
      return Optional.empty();
    }
  }

  private static double[][] seconds(PairJudgments pairs, List<List<Integer>> places) {
    return places.stream()
        .map(own ->
            own.stream()
                .map(j -> pairs.labels().get(j).seconds())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray())
        .toArray(double[][]::new);
  }

  private static List<List<Integer>> byAnnotator(PairJudgments pairs) {
    List<List<Integer>> places = new ArrayList<>();
    pairs.judgments().annotators().forEach(_ -> places.add(new ArrayList<>()));
    for (int j = 0; j < pairs.labels().size(); j++) {
      places.get(pairs.judgments().annotator(j)).add(j);
    }
    return places;
  }
}

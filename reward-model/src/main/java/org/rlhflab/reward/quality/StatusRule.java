package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.pretrain.statistics.HolmCorrection;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.PresentationBias.Effect;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;

/// From measures to flags and a status. A flag that rests on a test needs a p-value below 0.05
/// after Holm's correction for the number of people (and terms), so that in a crowd without
/// outliers each of the five kinds of test (gold tasks, agreement, presentation, drift, speed)
/// flags anybody in at most one file in twenty. Consistency and reasons are flagged by the figure
/// alone.
///
/// | status      | when                                                                         |
/// |-------------|------------------------------------------------------------------------------|
/// | remove      | flagged on gold tasks, and the interval of the accuracy ends below halfway    |
/// |             | between a coin and a careful person                                          |
/// | down-weight | flagged on gold tasks; or hardly consistent; or flagged as differing from the |
/// |             | others **while no gold tasks say otherwise**; or ruled by position            |
/// | watch       | any other flag, or a gold accuracy that stands out before correction          |
/// | keep        | otherwise                                                                    |
///
/// Known answers overrule the majority: where they exist, differing from the others only means
/// watch, since it may be the others who are wrong together. A taste for length, confidence,
/// enthusiasm or form is flagged only as far as it exceeds what the known answers themselves pay
/// for, and by itself never costs more than being watched.
///
/// @param goldStandard how often a careful person is right on gold tasks
/// @param truth what known answers pay for
record StatusRule(double goldStandard, PresentationBias truth) {
  private static final double SIGNIFICANT = 0.05;
  private static final double HARDLY_CONSISTENT = 0.7;
  private static final double STRONG_POSITION = 1;
  private static final double FRACTION_OF_TIME = 0.5;
  private static final int ENOUGH_GOLD_TASKS = 10;
  private static final int ENOUGH_RATIONALES = 20;
  private static final double HARDLY_CITES = 0.1;

  private record Flag(AnnotatorStatus status, String text) {}

  /// Everybody's report, in order.
  List<AnnotatorReport> judge(List<AnnotatorMeasures> all) {
    Map<String, Double> gold = corrected(all, AnnotatorMeasures::goldP);
    Map<String, Double> agreement = corrected(all, AnnotatorMeasures::agreementP);
    Map<String, Double> drift = corrected(all, it -> it.drift().map(d -> d.p()));
    Map<String, Double> speed = corrected(all, it -> it.speed().map(s -> s.p()));
    Map<Term, Map<String, Double>> bias = correctedTerms(all);
    List<AnnotatorReport> reports = new ArrayList<>();
    for (AnnotatorMeasures person : all) {
      List<Flag> flags = new ArrayList<>();
      gold(person, gold).ifPresent(flags::add);
      consistency(person).ifPresent(flags::add);
      agreement(person, agreement).ifPresent(flags::add);
      for (Term term : Term.values()) {
        bias(person, term, bias.getOrDefault(term, Map.of())).ifPresent(flags::add);
      }
      drift(person, drift).ifPresent(flags::add);
      speed(person, speed).ifPresent(flags::add);
      rationale(person).ifPresent(flags::add);
      reports.add(report(person, flags));
    }
    return reports;
  }

  private Optional<Flag> gold(AnnotatorMeasures person, Map<String, Double> corrected) {
    if (person.goldP().isEmpty() || person.goldP().get() >= SIGNIFICANT) {
      return Optional.empty();
    }
    Interval accuracy = person.gold().interval().orElseThrow();
    boolean flagged = p(corrected, person) < SIGNIFICANT;
    boolean poor = accuracy.hi() < (0.5 + goldStandard) / 2;
    return Optional.of(
        new Flag(
            !flagged
                ? AnnotatorStatus.WATCH
                : poor ? AnnotatorStatus.REMOVE : AnnotatorStatus.DOWN_WEIGHT,
            "gold: right on %s of the gold tasks, a careful person on %.2f (p %.2g corrected)"
                .formatted(text(accuracy), goldStandard, p(corrected, person))));
  }

  private static Optional<Flag> consistency(AnnotatorMeasures person) {
    return person
        .consistency()
        .interval()
        .filter(interval -> interval.hi() < HARDLY_CONSISTENT)
        .map(interval ->
            new Flag(
                AnnotatorStatus.DOWN_WEIGHT,
                "consistency: judges a repeated pair the same way in %s"
                    .formatted(text(interval))));
  }

  private static Optional<Flag> agreement(AnnotatorMeasures person, Map<String, Double> corrected) {
    if (p(corrected, person) >= SIGNIFICANT) {
      return Optional.empty();
    }
    boolean knownAnswers = person.gold().tasks() >= ENOUGH_GOLD_TASKS;
    return Optional.of(
        new Flag(
            knownAnswers ? AnnotatorStatus.WATCH : AnnotatorStatus.DOWN_WEIGHT,
            "agreement: differs from most of the others more than they do from each other, %s (p %.2g corrected)"
                .formatted(
                    text(person.agreement().interval().orElseThrow()), p(corrected, person))));
  }

  private Optional<Flag> bias(AnnotatorMeasures person, Term term, Map<String, Double> corrected) {
    Optional<Effect> effect = person.bias().of(term);
    if (effect.isEmpty() || p(corrected, person) >= SIGNIFICANT) {
      return Optional.empty();
    }
    Interval logOdds = effect.get().logOdds();
    double earned =
        term == Term.POSITION
            ? 0
            : Math.max(0, truth.of(term).map(it -> it.logOdds().hi()).orElse(0.0));
    if (term != Term.POSITION && logOdds.lo() <= earned) {
      return Optional.empty();
    }
    boolean ruled =
        term == Term.POSITION && Math.max(logOdds.lo(), -logOdds.hi()) > STRONG_POSITION;
    return Optional.of(
        new Flag(
            ruled ? AnnotatorStatus.DOWN_WEIGHT : AnnotatorStatus.WATCH,
            "%s: favours %s, log-odds %s (p %.2g corrected)"
                .formatted(
                    term.key(), favours(term, logOdds), text(logOdds), p(corrected, person))));
  }

  private static Optional<Flag> drift(AnnotatorMeasures person, Map<String, Double> corrected) {
    return person
        .drift()
        .filter(drift -> p(corrected, person) < SIGNIFICANT && drift.per100().mean() < 0)
        .map(drift ->
            new Flag(
                AnnotatorStatus.WATCH,
                "drift: gets worse in the course of a session, log-odds %s for 100 tasks (p %.2g corrected)"
                    .formatted(text(drift.per100()), p(corrected, person))));
  }

  private static Optional<Flag> speed(AnnotatorMeasures person, Map<String, Double> corrected) {
    return person
        .speed()
        .filter(speed ->
            p(corrected, person) < SIGNIFICANT
                && speed.median() < FRACTION_OF_TIME * speed.othersMedian())
        .map(speed ->
            new Flag(
                AnnotatorStatus.WATCH,
                "speed: takes %.0f seconds for a task, the others %.0f"
                    .formatted(speed.median(), speed.othersMedian())));
  }

  private static Optional<Flag> rationale(AnnotatorMeasures person) {
    return person.rationaleSpecific().isPresent()
            && person.labels() >= ENOUGH_RATIONALES
            && person.rationaleSpecific().getAsDouble() < HARDLY_CITES
        ? Optional.of(
            new Flag(
                AnnotatorStatus.WATCH,
                "rationale: %.2f of the written reasons cite a response"
                    .formatted(person.rationaleSpecific().getAsDouble())))
        : Optional.empty();
  }

  private static String favours(Term term, Interval logOdds) {
    return switch (term) {
      case POSITION -> logOdds.mean() > 0 ? "what is shown first" : "what is shown second";
      case LENGTH -> "the longer response";
      case CONFIDENCE -> "the response that sounds surer";
      case ENTHUSIASM -> "enthusiasm";
      case FORMATTING -> "tidy formatting";
    };
  }

  private static AnnotatorReport report(AnnotatorMeasures person, List<Flag> flags) {
    AnnotatorStatus status =
        flags.stream().map(Flag::status).max(Enum::compareTo).orElse(AnnotatorStatus.KEEP);
    String reason =
        flags.stream()
            .filter(flag -> flag.status() == status)
            .map(Flag::text)
            .findFirst()
            .orElse(
                isMeasured(person)
                    ? "nothing stands out"
                    : "no gold tasks, repeats or shared pairs: nothing to judge by");
    return AnnotatorReport.of(person, status, reason, flags.stream().map(Flag::text).toList());
  }

  private static boolean isMeasured(AnnotatorMeasures person) {
    return person.gold().tasks() + person.consistency().repeats() + person.agreement().items() > 0;
  }

  private static double p(Map<String, Double> corrected, AnnotatorMeasures person) {
    return corrected.getOrDefault(person.id(), 1.0);
  }

  private static Map<String, Double> corrected(
      List<AnnotatorMeasures> all, Function<AnnotatorMeasures, Optional<Double>> pValue) {
    List<AnnotatorMeasures> tested =
        all.stream().filter(it -> pValue.apply(it).isPresent()).toList();
    double[] adjusted =
        HolmCorrection.adjust(
            tested.stream().mapToDouble(it -> pValue.apply(it).orElse(1.0)).toArray());
    Map<String, Double> corrected = new HashMap<>();
    for (int k = 0; k < adjusted.length; k++) {
      corrected.put(tested.get(k).id(), adjusted[k]);
    }
    return corrected;
  }

  /// All terms of all people are one family of tests.
  private static Map<Term, Map<String, Double>> correctedTerms(List<AnnotatorMeasures> all) {
    List<Double> p = new ArrayList<>();
    all.forEach(person -> person.bias().effects().values().forEach(it -> p.add(it.p())));
    double[] adjusted =
        HolmCorrection.adjust(p.stream().mapToDouble(Double::doubleValue).toArray());
    Map<Term, Map<String, Double>> corrected = new HashMap<>();
    int next = 0;
    for (AnnotatorMeasures person : all) {
      for (Term term : person.bias().effects().keySet()) {
        corrected.computeIfAbsent(term, _ -> new HashMap<>()).put(person.id(), adjusted[next++]);
      }
    }
    return corrected;
  }

  static String text(Interval interval) {
    return "%.2f (%.2f to %.2f)".formatted(interval.mean(), interval.lo(), interval.hi());
  }
}

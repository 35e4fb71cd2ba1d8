package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.agreement.DifferenceFunction;
import org.rlhflab.reward.quality.agreement.FleissKappa;
import org.rlhflab.reward.quality.agreement.KrippendorffAlpha;
import org.rlhflab.reward.quality.agreement.PairwiseAgreement;
import org.rlhflab.reward.quality.bias.PresentationBias;
import org.rlhflab.reward.quality.bias.PresentationBias.Term;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// A file of preferences under scrutiny: how much people agree, what the labels pay for, and a
/// report on everybody. In the form of its JSON document.
///
/// @param labels audited, those with two equal responses left out
/// @param pairs different pairs
/// @param agreement between people
/// @param terms what the labels as a whole pay for, in log-odds
/// @param annotators a report on everybody, in the order in which they appear
/// @param warnings what nobody's own report can show
public record LabelAudit(
    int labels,
    int pairs,
    Agreement agreement,
    Map<String, Interval> terms,
    List<AnnotatorReport> annotators,
    List<String> warnings) {
  /// How often a careful person is right on clear gold tasks.
  public static final double GOLD_STANDARD = 0.9;

  private static final int MANY_ITEMS = 10_000;

  /// Agreement between people, one judgment of each on a pair.
  ///
  /// @param krippendorffAlpha nominal: first response, tie, second response
  /// @param krippendorffAlphaInterval its bootstrap interval over pairs
  /// @param fleissKappa over the pairs that have the most common number of judgments above 1
  /// @param fleissJudgments that number
  /// @param pairwise share of pairs of people who say the same, chance included
  public record Agreement(
      OptionalDouble krippendorffAlpha,
      Optional<Interval> krippendorffAlphaInterval,
      OptionalDouble fleissKappa,
      OptionalInt fleissJudgments,
      OptionalDouble pairwise) {}

  /// Copies its lists.
  public LabelAudit {
    terms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    annotators = List.copyOf(annotators);
    warnings = List.copyOf(warnings);
  }

  /// Audits; `seed` fixes the bootstrap.
  public static LabelAudit of(List<Preference> all, double goldStandard, long seed) {
    PairJudgments pairs = judgments(all, goldStandard);
    Agreement agreement = agreement(pairs.firstOfEach().judgments(), seed);
    List<AnnotatorMeasures> people = AnnotatorMeasures.of(pairs, goldStandard);
    PresentationBias labels = PresentationBias.of(pairs.labels());
    PresentationBias truth = PresentationBias.ofGold(pairs.labels());
    List<AnnotatorReport> reports = new StatusRule(goldStandard, truth).judge(people);
    List<String> warnings =
        new ArrayList<>(SharedBias.warnings(agreement.pairwise(), people, labels, truth));
    reports.stream().flatMap(it -> flattered(it).stream()).forEach(warnings::add);
    warnings.addAll(missing(agreement, people));
    Map<String, Interval> terms = new LinkedHashMap<>();
    for (Term term : Term.values()) {
      labels.of(term).ifPresent(effect -> terms.put(term.key(), effect.logOdds()));
    }
    return new LabelAudit(
        pairs.labels().size(),
        pairs.judgments().items().size(),
        agreement,
        terms,
        reports,
        warnings);
  }

  /// The same reports on everybody, without what is said of the file as a whole.
  public static List<AnnotatorReport> people(List<Preference> all, double goldStandard) {
    PairJudgments pairs = judgments(all, goldStandard);
    PresentationBias truth = PresentationBias.ofGold(pairs.labels());
    return new StatusRule(goldStandard, truth).judge(AnnotatorMeasures.of(pairs, goldStandard));
  }

  private static PairJudgments judgments(List<Preference> all, double goldStandard) {
    if (!(goldStandard > 0.5 && goldStandard < 1)) {
      throw new IllegalArgumentException(
          "the gold standard must be in (0.5, 1), got " + goldStandard);
    }
    PairJudgments pairs = PairJudgments.of(all);
    if (pairs.labels().isEmpty()) {
      throw new UndefinedMeasure("there is no label with two different responses to audit");
    }
    return pairs;
  }

  private static Agreement agreement(Judgments judgments, long seed) {
    int resamples = judgments.items().size() > MANY_ITEMS ? 200 : 1_000;
    BootstrapInterval bootstrap = new BootstrapInterval(resamples, 0.95, seed);
    OptionalDouble alpha =
        ifDefined(() -> KrippendorffAlpha.of(judgments, DifferenceFunction.NOMINAL).alpha());
    OptionalInt commonest = commonest(judgments.judgmentsPerItem());
    return new Agreement(
        alpha,
        alphaInterval(judgments, bootstrap),
        commonest.isEmpty()
            ? OptionalDouble.empty()
            : ifDefined(
                () -> FleissKappa.of(judgments.ofItemsJudgedBy(commonest.getAsInt())).kappa()),
        commonest,
        ifDefined(() -> PairwiseAgreement.of(judgments).share()));
  }

  private static Optional<Interval> alphaInterval(
      Judgments judgments, BootstrapInterval bootstrap) {
    try {
      return Optional.of(
          KrippendorffAlpha.interval(judgments, DifferenceFunction.NOMINAL, bootstrap));
    } catch (UndefinedMeasure noValue) {
      return Optional.empty();
    }
  }

  private static OptionalDouble ifDefined(DoubleSupplier measure) {
    try {
      return OptionalDouble.of(measure.getAsDouble());
    } catch (UndefinedMeasure noValue) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalInt commonest(int[] judged) {
    Map<Integer, Integer> times = new java.util.TreeMap<>();
    for (int number : judged) {
      if (number > 1) {
        times.merge(number, 1, Integer::sum);
      }
    }
    return times.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(it -> OptionalInt.of(it.getKey()))
        .orElse(OptionalInt.empty());
  }

  private static Optional<String> flattered(AnnotatorReport person) {
    boolean consistent = person.consistency().filter(it -> it.mean() >= 0.75).isPresent();
    boolean wrong = person.flags().stream().anyMatch(flag -> flag.startsWith("gold:"));
    return consistent && wrong
        ? Optional.of(
            "%s is consistent (%.2f) and often wrong on gold tasks (%.2f): a steady bias looks like reliability where only consistency is asked for"
                .formatted(
                    person.id(),
                    person.consistency().orElseThrow().mean(),
                    person.goldAccuracy().orElseThrow().mean()))
        : Optional.empty();
  }

  private static List<String> missing(Agreement agreement, List<AnnotatorMeasures> people) {
    List<String> missing = new ArrayList<>();
    if (agreement.pairwise().isEmpty()) {
      missing.add("no pair was judged by two people: agreement cannot be measured");
    }
    if (people.stream().allMatch(it -> it.gold().tasks() == 0)) {
      missing.add("no gold tasks: nobody's accuracy can be measured, nor a bias that all share");
    }
    if (people.stream().allMatch(it -> it.consistency().repeats() == 0)) {
      missing.add("no repeated pairs: nobody's consistency can be measured");
    }
    people.stream()
        .filter(it -> it.id().isEmpty())
        .forEach(it ->
            missing.add(
                it.labels() + " labels name no annotator; they are taken for one person's"));
    return missing;
  }
}

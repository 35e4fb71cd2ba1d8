package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.experiment.Expectation.Outcome;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.DotChart;
import org.rlhflab.ppo.report.chart.DotRow;
import org.rlhflab.ppo.report.chart.Palette;
import org.rlhflab.ppo.report.chart.Palette.Look;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.statistics.Interval;

/// Every arm and every pair of arms, with intervals.
final class ComparisonCharts {
  private static final OptionalDouble BY_DATA = OptionalDouble.empty();
  private static final Look CLEAR = new Look("@accent", "diamond", "solid");
  private static final Look LUCK = new Look("@base", "circle", "solid");

  private final FinishedComparison comparison;
  private final Palette palette;
  private final String whiskers;

  ComparisonCharts(FinishedComparison comparison, Palette palette) {
    this.comparison = comparison;
    this.palette = palette;
    int seeds = comparison.results().seeds().size();
    this.whiskers =
        "Whiskers are 95%% intervals over %s%s."
            .formatted(
                seeds == 1 ? "one seed" : seeds + " seeds",
                comparison.hasPolicies() ? " and the held-out prompts" : "");
  }

  /// What tells the arms apart at a glance: the gold score by dimension, or where no arm has a
  /// policy its reward model's.
  Chart first() {
    return comparison.hasPolicies() ? gold() : rewardModels();
  }

  private Chart rewardModels() {
    return arms(
        "reward-models-by-arm",
        "Reward models: how often they order two answers rightly",
        "Pairs kept from training, ordered as the known truth has it, and as the people chose who"
            + " labelled. Half is a coin; no model can do better than the best one, which knows"
            + " what these people are like. "
            + whiskers,
        "share of pairs",
        BY_DATA,
        OptionalDouble.of(0.5),
        List.of(
            "the known truth's order",
            "the best model of its people: the truth's order",
            "its own people's order",
            "the best model of its people: their order"),
        List.of(
            "reward_model/gold_accuracy",
            "labels/bayes_ceiling_gold",
            "reward_model/accuracy",
            "labels/bayes_ceiling"));
  }

  private Chart gold() {
    List<String> keys = new ArrayList<>(List.of("overall"));
    for (Dimension dimension : Dimension.values()) {
      keys.add(dimension.key());
    }
    return arms(
        "gold-by-dimension",
        "Gold score by dimension",
        "Answers to questions that no training used, judged by the known truth, which trained"
            + " nothing. 5 is best. "
            + whiskers,
        "points, 1 to 5",
        OptionalDouble.of(5),
        BY_DATA,
        keys.stream().map(key -> key.replace('_', ' ')).toList(),
        keys.stream().map(key -> "gold/" + key).toList());
  }

  /// What else was measured of every arm.
  List<Chart> figures() {
    return Chart.withData(
        List.of(
            arms(
                "words-by-arm",
                "Words an answer",
                whiskers,
                "words",
                BY_DATA,
                BY_DATA,
                List.of("words an answer"),
                List.of("behaviour/words")),
            arms(
                "facts-by-arm",
                "Facts in 100 words",
                "True statements on the topic asked for. " + whiskers,
                "facts",
                BY_DATA,
                BY_DATA,
                List.of("facts in 100 words"),
                List.of("behaviour/facts_per_100_words")),
            arms(
                "padding-by-arm",
                "What answers are padded with",
                whiskers,
                "an answer",
                BY_DATA,
                BY_DATA,
                List.of("fillers", "boosters", "hedges", "repeats"),
                List.of(
                    "behaviour/fillers",
                    "behaviour/boosters",
                    "behaviour/hedges",
                    "behaviour/repeats")),
            arms(
                "win-rate-by-arm",
                "How often an answer beats the fine-tuned model's",
                "By gold score; a half is no better and no worse. At equal length: what is left"
                    + " when the difference in words is taken out. "
                    + whiskers,
                "share of pairs",
                BY_DATA,
                OptionalDouble.of(0.5),
                List.of("as it is", "at equal length"),
                List.of("win_rate", "win_rate_length_controlled")),
            arms(
                "labels-by-arm",
                "The labels themselves",
                "Before any model has learnt from them. Right: the better answer by the gold"
                    + " rubric is preferred. Half is a coin. "
                    + whiskers,
                "share of labels, or of pairs of people",
                BY_DATA,
                OptionalDouble.of(0.5),
                List.of("labels that are right", "labels for the longer", "people who agree"),
                List.of("labels/gold_agreement", "labels/longer_chosen", "labels/agreement"))));
  }

  private Chart arms(
      String id,
      String title,
      String caption,
      String x,
      OptionalDouble to,
      OptionalDouble reference,
      List<String> categories,
      List<String> metrics) {
    // What the fine-tuned model alone has tells nothing apart.
    List<Integer> measured =
        IntStream.range(0, metrics.size())
            .filter(i ->
                comparison.tuned().stream()
                    .anyMatch(arm -> arm.metrics().containsKey(metrics.get(i))))
            .boxed()
            .toList();
    List<DotRow> rows = new ArrayList<>();
    for (ArmResult arm : comparison.results().arms()) {
      List<Optional<Interval>> values =
          measured.stream()
              .map(i -> Optional.ofNullable(arm.metrics().get(metrics.get(i))))
              .toList();
      if (values.stream().anyMatch(Optional::isPresent)) {
        String look = FinishedComparison.isFineTuned(arm) ? "sft" : arm.name();
        rows.add(new DotRow(arm.name(), palette.of(look), values));
      }
    }
    List<String> shown = measured.stream().map(categories::get).toList();
    return new DotChart(id, title, caption, x, BY_DATA, to, reference, shown, rows).toChart();
  }

  /// Every pair's difference in the figures of the first sentence, in boosters, and in what an
  /// experiment is about.
  List<Chart> differences() {
    Set<ShownMetric> metrics = new LinkedHashSet<>(ShownMetric.FIRST);
    if (!comparison.hasPolicies()) {
      metrics.addAll(ShownMetric.OF_REWARD_MODELS);
    }
    metrics.add(ShownMetric.named("behaviour/boosters"));
    comparison.experiment().stream()
        .flatMap(it -> it.experiment().expectations().stream())
        .forEach(it -> metrics.add(ShownMetric.named(it.metric())));
    List<Chart> charts = new ArrayList<>();
    for (ShownMetric metric : metrics) {
      List<PairResult> pairs =
          comparison.results().pairs().stream()
              .filter(it -> it.metric().equals(metric.key()))
              .toList();
      if (!pairs.isEmpty()) {
        charts.add(differences(metric, pairs));
      }
    }
    return charts;
  }

  private Chart differences(ShownMetric metric, List<PairResult> pairs) {
    String words = metric.key().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return new DotChart(
            "differences-" + words,
            "Differences: " + metric.name(),
            "First arm less second, paired by seed and prompt; the line is no difference. Diamonds"
                + " are clear of chance: the interval leaves out 0 and the sign-flip test over"
                + " seeds agrees at 5%, corrected for all pairs (Holm).",
            metric.name(),
            BY_DATA,
            BY_DATA,
            OptionalDouble.of(0),
            pairs.stream().map(it -> it.a() + " less " + it.b()).toList(),
            List.of(
                new DotRow("clear of chance", CLEAR, where(pairs, true)),
                new DotRow("may be luck", LUCK, where(pairs, false))))
        .toChart();
  }

  private static List<Optional<Interval>> where(List<PairResult> pairs, boolean clear) {
    return pairs.stream()
        .map(
            it -> it.isClear() == clear ? Optional.of(it.difference()) : Optional.<Interval>empty())
        .toList();
  }

  /// How much of each expected effect was measured.
  Chart expected(Experiment.Result result) {
    return new DotChart(
            "expected-and-measured",
            "Expected and measured",
            "Each effect in units of the least that was expected, in the expected direction: 1 is"
                + " as much as expected, 0 is none, below 0 the other way. "
                + whiskers,
            "measured over expected",
            OptionalDouble.of(lowest(result)),
            BY_DATA,
            OptionalDouble.of(1),
            result.outcomes().stream()
                .map(Outcome::expectation)
                .map(ExpectedAndMeasured::amount)
                .toList(),
            List.of(
                new DotRow(
                    "measured",
                    CLEAR,
                    result.outcomes().stream().map(ExpectedAndMeasured::share).toList())))
        .toChart();
  }

  /// None at all is always in the picture.
  private static double lowest(Experiment.Result result) {
    return result.outcomes().stream()
        .flatMap(it -> ExpectedAndMeasured.share(it).stream())
        .mapToDouble(it -> Math.floor(it.lo()))
        .reduce(0, Math::min);
  }
}

package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.audit.PreferenceEffects;
import org.rlhflab.reward.audit.PreferenceEffects.Effect;
import org.rlhflab.reward.audit.RewardAudit;
import org.rlhflab.reward.model.ReliabilityCurve.Bin;

/// What the reward models pay for, and how far they can be believed.
public final class RewardModelCharts {
  /// Half the width of a 95% interval, in standard errors.
  private static final double NORMAL_QUANTILE = 1.96;

  private static final Palette.Look TRUTH = new Palette.Look("@reference", "rect", "dashed");
  private static final String LENGTH = "length in all";

  private static final String LENGTH_IS =
      "Length in all: twice the words, right and wrong facts held fixed, whatever the words are. ";

  private RewardModelCharts() {}

  /// Those for which the runs' folders have an audit.
  public static List<Chart> of(RunSet runs, Palette palette) {
    List<Chart> charts = new ArrayList<>();
    if (runs.arms().stream().anyMatch(name -> !audits(runs, name).isEmpty())) {
      charts.add(payment(runs, palette));
      charts.add(reliability(runs, palette));
    }
    return charts;
  }

  /// What labels by themselves pay for, beside the gold rubric on the same pairs.
  public static Chart teaching(RewardAudit audit) {
    Map<String, Series> series = new LinkedHashMap<>();
    series.put(
        "these labels", new Series(new Palette(List.of()).of("labels"), List.of(audit.labels())));
    audit.gold().ifPresent(it -> series.put("gold rubric", new Series(TRUTH, List.of(it))));
    return coefficients(
            "labels-teach",
            "What the labels pay for, and what they should",
            "By how much one more of each makes an answer likelier to be chosen, all else equal, in"
                + " log-odds; beside it, what the gold rubric would pay on the same %,d pairs. A"
                    .formatted(audit.pairs())
                + " reward model learns the first. "
                + LENGTH_IS
                + "Whiskers are 95% intervals.",
            series)
        .toChart();
  }

  /// What choices pay for, beside what the gold rubric pays for on the same pairs.
  ///
  /// @param series by the name that the legend shows
  static DotChart coefficients(
      String id, String title, String caption, Map<String, Series> series) {
    Set<String> parts = new LinkedHashSet<>();
    series.values().stream()
        .flatMap(it -> it.effects().stream())
        .forEach(it -> it.parts().forEach(part -> parts.add(part.name())));
    List<String> categories =
        Stream.concat(Stream.of(LENGTH), parts.stream().map(RewardModelCharts::shown)).toList();
    List<DotRow> rows = new ArrayList<>();
    series.forEach((name, one) -> {
      List<Optional<Interval>> values = new ArrayList<>();
      values.add(Spread.of(one.effects(), it -> it.length().map(RewardModelCharts::interval)));
      for (String part : parts) {
        values.add(Spread.of(one.effects(), it -> it.part(part).map(RewardModelCharts::interval)));
      }
      rows.add(new DotRow(name, one.look(), values));
    });
    return new DotChart(
        id,
        title,
        caption,
        "log-odds",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(0),
        categories,
        rows);
  }

  /// Effects of one or several runs, and how they look.
  record Series(Palette.Look look, List<PreferenceEffects> effects) {
    /// Copies its list.
    Series {
      effects = List.copyOf(effects);
    }
  }

  private static Chart payment(RunSet runs, Palette palette) {
    Map<String, Series> series = new LinkedHashMap<>();
    List<RewardAudit> first = List.of();
    for (String name : runs.arms()) {
      List<RewardAudit> audits = audits(runs, name);
      first = first.isEmpty() ? audits : first;
      series.put(
          "reward model of " + name,
          new Series(palette.of(name), audits.stream().map(RewardAudit::model).toList()));
    }
    series.put(
        "gold rubric",
        new Series(
            TRUTH, first.stream().map(RewardAudit::gold).flatMap(Optional::stream).toList()));
    return coefficients(
            "reward-model-pays-for",
            "What the reward models pay for",
            "By how much one more of each makes an answer likelier to be preferred, all else equal,"
                + " in log-odds; beside it, what the gold rubric would pay on the same pairs. What"
                + " PPO finds there is what it will do more of. "
                + LENGTH_IS
                + (runs.isSeveral()
                    ? "Dots are means of the runs, whiskers reach from the lowest to the highest."
                    : "Whiskers are 95% intervals."),
            series)
        .toChart();
  }

  private static Chart reliability(RunSet runs, Palette palette) {
    List<Curve> curves = new ArrayList<>();
    for (String name : runs.arms()) {
      List<Bin> bins =
          audits(runs, name).stream()
              .flatMap(audit -> audit.reliability().stream())
              .flatMap(curve -> curve.bins().stream())
              .toList();
      curves.add(new Curve(name, palette.of(name), pooled(bins)));
    }
    Palette.Look honest = Palette.level("@reference");
    curves.add(
        new Curve(
            "as right as it is sure",
            honest,
            List.of(new Curve.Value(0.5, at(0.5)), new Curve.Value(1, at(1)))));
    return new LineChart(
            "reward-model-reliability",
            "Reward models: as right as they are sure?",
            "On pairs kept from training: how often the answer that scores higher is the one that"
                + " people chose, by how sure the reward model is of it. Below the dashed line it"
                + " is surer than it should be. Guo et al. (2017).",
            LineChart.HOW_SURE,
            "share of pairs ordered as people did",
            false,
            false,
            curves)
        .toChart();
  }

  /// Bins of several runs that lie in the same twentieth, weighted by their pairs.
  static List<Curve.Value> pooled(List<Bin> bins) {
    Map<Integer, double[]> sums = new TreeMap<>(); // [pairs, confidence, right]
    for (Bin bin : bins) {
      double[] sum = sums.computeIfAbsent((int) (bin.confidence() * 20 - 1e-9), _ -> new double[3]);
      sum[0] += bin.pairs();
      sum[1] += bin.pairs() * bin.confidence();
      sum[2] += bin.pairs() * bin.right();
    }
    return sums.values().stream()
        .map(sum -> new Curve.Value(sum[1] / sum[0], at(sum[2] / sum[0])))
        .toList();
  }

  private static List<RewardAudit> audits(RunSet runs, String arm) {
    return runs.arm(arm).stream().map(TunedArm::audit).flatMap(Optional::stream).toList();
  }

  private static Interval interval(Effect effect) {
    double half = NORMAL_QUANTILE * effect.standardError();
    return new Interval(effect.logOdds(), effect.logOdds() - half, effect.logOdds() + half);
  }

  private static Interval at(double value) {
    return new Interval(value, value, value);
  }

  private static String shown(String part) {
    return switch (part) {
      case "words" -> "twice the words";
      case "formatting" -> "tidy formatting";
      default -> part.replace('_', ' ');
    };
  }
}

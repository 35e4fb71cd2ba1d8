package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.statistics.Interval;
import tools.jackson.databind.JsonNode;

/// What the known truth says of the models, and of the reward models.
public final class JudgmentCharts {
  private static final OptionalDouble BY_DATA = OptionalDouble.empty();

  private final RunSet runs;
  private final Palette palette;

  private JudgmentCharts(RunSet runs, Palette palette) {
    this.runs = runs;
    this.palette = palette;
  }

  /// The gold score by dimension, of every model.
  public static Chart gold(RunSet runs, Palette palette) {
    return new JudgmentCharts(runs, palette).gold();
  }

  /// What the reward models agree with.
  public static Chart agreement(RunSet runs, Palette palette) {
    return new JudgmentCharts(runs, palette).agreement();
  }

  private Chart gold() {
    List<String> keys =
        Stream.concat(Stream.of("overall"), Stream.of(Dimension.values()).map(Dimension::key))
            .toList();
    List<DotRow> rows = new ArrayList<>();
    for (String model : runs.models()) {
      List<ModelResult> results = runs.results(model);
      rows.add(
          new DotRow(
              model,
              palette.of(model),
              keys.stream().map(key -> Spread.of(results, it -> it.gold(key))).toList()));
    }
    return new DotChart(
            "gold-by-dimension",
            "Gold score by dimension",
            "Answers to questions that no training used, judged by the known truth, which trained"
                + " nothing. 5 is best. "
                + whiskers(),
            "points, 1 to 5",
            BY_DATA,
            OptionalDouble.of(5),
            BY_DATA,
            keys.stream().map(key -> key.replace('_', ' ')).toList(),
            rows)
        .toChart();
  }

  private Chart agreement() {
    List<String> keys = List.of("accuracy", "gold_accuracy", "one_fact_accuracy");
    List<DotRow> rows = new ArrayList<>();
    for (String arm : runs.arms()) {
      List<Optional<Interval>> values = new ArrayList<>();
      for (String key : keys) {
        values.add(
            Spread.of(
                runs.arm(arm),
                it -> it.rewardModel().flatMap(model -> interval(model.summary().path(key)))));
      }
      rows.add(new DotRow(arm, palette.of(arm), values));
    }
    return new DotChart(
            "reward-model-agreement",
            "Reward models: whom they agree with",
            "Share of pairs ordered alike, on pairs kept from training: as the people who labelled"
                + " chose, as the known truth has it, and where the two answers differ in one true"
                + " or false statement only. "
                + whiskers(),
            "share of pairs",
            BY_DATA,
            OptionalDouble.of(1),
            OptionalDouble.of(0.5),
            List.of("its own people", "the known truth", "one fact apart"),
            rows)
        .toChart();
  }

  private static Optional<Interval> interval(JsonNode node) {
    if (!node.path("mean").isNumber() || !node.path("lo").isNumber()) {
      return Optional.empty();
    }
    return Optional.of(
        new Interval(
            node.path("mean").doubleValue(),
            node.path("lo").doubleValue(),
            node.path("hi").doubleValue()));
  }

  private String whiskers() {
    return runs.isSeveral()
        ? "Dots are means of the runs, whiskers reach from the lowest run to the highest."
        : "Whiskers are 95% intervals.";
  }
}

package org.rlhflab.ppo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.chart.Spread;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.statistics.Interval;

/// Every model's figures, one a row, as the terminal shows them.
final class FiguresTable {
  private static final List<Row> ROWS =
      List.of(
          gold("gold score, 1 to 5", "overall"),
          gold("accuracy", "accuracy"),
          gold("completeness", "completeness"),
          gold("concision", "concision"),
          behaviour("words an answer", "words"),
          behaviour("facts in 100 words", "facts_per_100_words"),
          behaviour("fillers an answer", "fillers"),
          behaviour("boosters an answer", "boosters"),
          behaviour("hedges an answer", "hedges"),
          behaviour("repeats an answer", "repeats"),
          new Row("win rate against sft", ModelResult::winRate),
          new Row("KL to sft, nats", ModelResult::kl));

  private record Row(String name, Function<ModelResult, Optional<Interval>> figure) {}

  private FiguresTable() {}

  /// Mean and interval in each cell; a figure that no model has is left out.
  static ChartTable of(RunSet runs) {
    List<String> columns = new ArrayList<>(List.of("figure"));
    columns.addAll(runs.models());
    List<List<String>> rows = new ArrayList<>();
    for (Row row : ROWS) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      for (String model : runs.models()) {
        cells.add(Spread.of(runs.results(model), row.figure()).map(FiguresTable::cell).orElse("-"));
      }
      rows.add(cells);
    }
    return new ChartTable(columns, rows);
  }

  private static String cell(Interval it) {
    String format = Math.abs(it.mean()) < 10 ? "%.2f" : "%.1f";
    return "%s (%s to %s)"
        .formatted(
            Numbers.as(format, it.mean()),
            Numbers.as(format, it.lo()),
            Numbers.as(format, it.hi()));
  }

  private static Row gold(String name, String key) {
    return new Row(name, result -> result.gold(key));
  }

  private static Row behaviour(String name, String key) {
    return new Row(name, result -> result.behaviour(key));
  }
}

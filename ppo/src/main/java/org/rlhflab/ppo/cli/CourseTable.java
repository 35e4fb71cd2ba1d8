package org.rlhflab.ppo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rlhflab.ppo.report.run.Metrics;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Table;

/// How each policy went while PPO ran: what it maximized, and what the known truth says of that.
final class CourseTable {
  private static final int WIDTH = 24;

  private record Row(String name, MetricName metric) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("score", MetricName.SCORES),
          new Row("gold score", MetricName.GOLD_OVERALL),
          new Row("words", MetricName.WORDS));

  private CourseTable() {}

  /// A row for each policy and figure; a policy of several seeds is their mean. Empty where there
  /// is nothing to show, or no way to show it.
  ///
  /// @param logs `metrics.jsonl` of each policy, one a seed
  static Optional<String> of(Console console, Map<String, List<Path>> logs) {
    if (console.sparkline(new double[] {1}, 1).isEmpty()) {
      return Optional.empty();
    }
    Table table = new Table("policy", "figure", "first", "while PPO ran", "last");
    boolean any = false;
    for (Map.Entry<String, List<Path>> policy : logs.entrySet()) {
      List<Metrics> seeds =
          policy.getValue().stream().filter(Files::exists).map(Metrics::read).toList();
      for (Row row : ROWS) {
        double[] course = mean(seeds.stream().map(seed -> seed.of(row.metric())).toList());
        if (course.length > 1) {
          any = true;
          table.row(
              policy.getKey(),
              row.name(),
              "%.2f".formatted(course[0]),
              console.sparkline(course, WIDTH),
              "%.2f".formatted(course[course.length - 1]));
        }
      }
    }
    return any ? Optional.of(table.toString()) : Optional.empty();
  }

  /// At the steps that all seeds have.
  private static double[] mean(List<List<Point>> seeds) {
    Map<Double, List<Double>> steps = new TreeMap<>();
    for (List<Point> seed : seeds) {
      seed.forEach(it -> steps.computeIfAbsent(it.step(), _ -> new ArrayList<>()).add(it.value()));
    }
    return steps.values().stream()
        .filter(values -> values.size() == seeds.size())
        .mapToDouble(values -> values.stream().mapToDouble(it -> it).average().orElse(0))
        .toArray();
  }
}

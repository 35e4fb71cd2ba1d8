package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.pretrain.statistics.Interval;

/// Every arm's and every pair's figures, in rows.
final class ComparisonTables {
  private ComparisonTables() {}

  /// A figure a row, an arm a column; the fine-tuned model only where others answer as it does.
  static ChartTable arms(FinishedComparison comparison) {
    List<ArmResult> arms =
        comparison.hasPolicies() ? comparison.results().arms() : comparison.tuned();
    List<String> columns = new ArrayList<>(List.of("figure"));
    arms.forEach(arm -> columns.add(arm.name()));
    List<List<String>> rows = new ArrayList<>();
    for (ShownMetric metric : ShownMetric.ALL) {
      List<String> cells = new ArrayList<>(List.of(metric.name()));
      for (ArmResult arm : arms) {
        cells.add(
            Optional.ofNullable(arm.metrics().get(metric.key()))
                .map(ComparisonTables::cell)
                .orElse("-"));
      }
      if (cells.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
        rows.add(cells);
      }
    }
    return new ChartTable(columns, rows);
  }

  /// A difference a row.
  static ChartTable pairs(CompareResults results) {
    List<List<String>> rows = new ArrayList<>();
    for (ShownMetric metric : ShownMetric.ALL) {
      for (PairResult pair : results.pairs()) {
        if (pair.metric().equals(metric.key())) {
          rows.add(
              List.of(
                  metric.name(),
                  pair.a() + " less " + pair.b(),
                  cell(pair.difference()),
                  Numbers.as("%.4f", pair.p()),
                  Numbers.as("%.4f", pair.pHolm()),
                  pair.effectSize().map(Numbers::two).orElse("-"),
                  pair.isClear() ? "clear" : "may be luck"));
        }
      }
    }
    return new ChartTable(
        List.of("figure", "arms", "difference, 95% interval", "p", "p, Holm", "Cohen's d", ""),
        rows);
  }

  private static String cell(Interval it) {
    return "%s (%s to %s)"
        .formatted(
            DifferenceSentence.number(it.mean()),
            DifferenceSentence.number(it.lo()),
            DifferenceSentence.number(it.hi()));
  }
}

package org.rlhflab.ppo.report.chart;

import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.report.chart.Palette.Look;
import org.rlhflab.pretrain.statistics.Interval;

/// One model's dots in a [DotChart].
///
/// @param name as the legend shows it
/// @param look its colour and symbol
/// @param values one a category; empty where it has none
public record DotRow(String name, Look look, List<Optional<Interval>> values) {
  /// Copies its list.
  public DotRow {
    values = List.copyOf(values);
  }

  /// Whether there is anything to draw.
  boolean hasValues() {
    return values.stream().anyMatch(Optional::isPresent);
  }
}

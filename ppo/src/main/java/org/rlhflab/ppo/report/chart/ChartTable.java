package org.rlhflab.ppo.report.chart;

import java.util.List;

/// The numbers of a chart, for who reads rather than sees, and for the CSV file.
///
/// @param columns their names
/// @param rows of cells, as many as there are columns
public record ChartTable(List<String> columns, List<List<String>> rows) {
  /// Copies its lists and checks the rows' lengths.
  public ChartTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row needs %d cells, got %s".formatted(columns.size(), row));
      }
    }
  }
}

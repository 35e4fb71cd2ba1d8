package org.rlhflab.ppo.report.chart;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A chart, ready for the page.
///
/// @param id of its element, lower-case words joined by hyphens; files are called so too
/// @param title in a few words
/// @param caption what is drawn and what to see in it
/// @param alternative the picture in words
/// @param height in pixels, as wide as the page allows
/// @param options for the charting library
/// @param table the same numbers
public record Chart(
    String id,
    String title,
    String caption,
    String alternative,
    int height,
    ObjectNode options,
    ChartTable table) {
  /// Those that have something to show: a metric that nobody logged has no picture.
  public static List<Chart> withData(List<Chart> charts) {
    return charts.stream().filter(chart -> !chart.table().rows().isEmpty()).toList();
  }

  /// Whether it takes a row of its own: several panels need room.
  public boolean isWide() {
    return options.path("yAxis").isArray();
  }

  /// Checks the id.
  public Chart {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a chart's id is lower-case words, got " + id);
    }
  }
}

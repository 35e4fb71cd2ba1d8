package org.rlhflab.ppo.report.part;

import java.util.List;
import org.rlhflab.ppo.report.chart.Chart;

/// What [HtmlPage] needs to know of a page of any kind.
public interface Page {
  /// In the browser's title bar.
  String title();

  /// The template that lays it out.
  String template();

  /// Where its parts begin, for the bar at the top.
  List<Section> sections();

  /// Every chart, in the page's order.
  List<Chart> charts();

  /// A part of a page.
  ///
  /// @param id of its element
  /// @param name in a word
  record Section(String id, String name) {}
}

package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Two things over the same x, one panel above the other: what goes up in one and down in the other
/// is seen at a glance.
///
/// @param id as in [Chart]
/// @param title as in [Chart]
/// @param caption as in [Chart]
/// @param x what x is, with its unit
/// @param cloud whether curves are clouds of points: symbols without a line
/// @param panels from top to bottom
record PanelChart(
    String id, String title, String caption, String x, boolean cloud, List<Panel> panels) {
  private static final int HEIGHT = 520;

  /// One panel.
  ///
  /// @param y what y is, with its unit
  /// @param curves the same names and looks in every panel
  record Panel(String y, List<Curve> curves) {
    /// Curves without a point are left out.
    Panel {
      curves = curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
    }
  }

  /// Copies its list.
  PanelChart {
    panels = List.copyOf(panels);
  }

  Chart toChart() {
    return new Chart(id, title, caption, alternative(), HEIGHT, options(), table());
  }

  private ObjectNode options() {
    double most =
        panels.stream()
            .flatMap(panel -> panel.curves().stream())
            .flatMap(curve -> curve.points().stream())
            .mapToDouble(Curve.Value::x)
            .max()
            .orElse(1);
    ObjectNode options = Json.MAPPER.createObjectNode();
    options.putObject("tooltip").put("trigger", "axis");
    ArrayNode xAxes = options.putArray("xAxis");
    ArrayNode yAxes = options.putArray("yAxis");
    ArrayNode series = options.putArray("series");
    for (int p = 0; p < panels.size(); p++) {
      ObjectNode xAxis = xAxes.addObject().put("type", "value").put("gridIndex", p);
      xAxis.put("min", 0).put("max", Math.ceil(most * 10) / 10);
      xAxis.put("name", p == panels.size() - 1 ? x : "");
      yAxes
          .addObject()
          .put("type", "value")
          .put("name", panels.get(p).y())
          .put("scale", true)
          .put("gridIndex", p);
      for (Curve curve : panels.get(p).curves()) {
        series.add(placed(LineChart.line(curve, cloud), p));
        if (curve.hasBand()) {
          series.add(placed(LineChart.band(curve), p));
        }
      }
    }
    return options;
  }

  private static ObjectNode placed(ObjectNode series, int panel) {
    return series.put("xAxisIndex", panel).put("yAxisIndex", panel);
  }

  private ChartTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (Panel panel : panels) {
      for (Curve curve : panel.curves()) {
        for (Curve.Value point : curve.points()) {
          rows.add(
              List.of(
                  curve.name(),
                  panel.y(),
                  Numbers.exact(point.x()),
                  Numbers.exact(point.y().mean()),
                  Numbers.exact(point.y().lo()),
                  Numbers.exact(point.y().hi())));
        }
      }
    }
    return new ChartTable(List.of("series", "what", x, "mean", "lowest", "highest"), rows);
  }

  private String alternative() {
    return panels.stream()
        .map(panel ->
            "%s by %s. %s"
                .formatted(
                    panel.y(),
                    x,
                    panel.curves().stream()
                        .map(LineChart::alternative)
                        .collect(Collectors.joining(" "))))
        .collect(Collectors.joining(" "));
  }
}

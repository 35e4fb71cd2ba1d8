package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Curves over steps, or over whatever x is.
///
/// @param id as in [Chart]
/// @param title as in [Chart]
/// @param caption as in [Chart]
/// @param x what x is
/// @param y what y is, with its unit
/// @param logarithmic whether y doubles from tick to tick
/// @param cloud whether curves are clouds of points: symbols without a line
/// @param curves at least one
record LineChart(
    String id,
    String title,
    String caption,
    String x,
    String y,
    boolean logarithmic,
    boolean cloud,
    List<Curve> curves) {
  /// An x that begins at a half.
  static final String HOW_SURE = "how sure";

  private static final int HEIGHT = 320;
  private static final int FEW_POINTS = 12;

  /// More points than that are no more to see, and slow to draw.
  private static final int MOST_POINTS = 160;

  /// Curves without a point are left out; long ones are thinned, which the caption says.
  LineChart {
    int longest = curves.stream().mapToInt(curve -> curve.points().size()).max().orElse(0);
    int neighbours = cloud ? 1 : (longest + MOST_POINTS - 1) / MOST_POINTS;
    curves =
        curves.stream()
            .filter(curve -> !curve.points().isEmpty())
            .map(curve -> curve.points().size() > MOST_POINTS ? curve.thinned(neighbours) : curve)
            .toList();
    if (neighbours > 1) {
      caption = caption + " Each point is the mean of %d neighbouring ones.".formatted(neighbours);
    }
  }

  Chart toChart() {
    return new Chart(id, title, caption, alternative(), HEIGHT, options(), table());
  }

  private ObjectNode options() {
    ObjectNode options = Json.MAPPER.createObjectNode();
    ObjectNode xAxis =
        options.putObject("xAxis").put("type", "value").put("name", x).put("max", "dataMax");
    if (x.equals(TrainingCharts.ITERATION) || x.equals(HOW_SURE)) {
      xAxis.put("min", "dataMin");
    }
    ObjectNode yAxis = options.putObject("yAxis").put("name", y).put("scale", true);
    yAxis.put("type", logarithmic ? "log" : "value");
    if (logarithmic) {
      yAxis.put("logBase", 2);
    } else if (isBarelyNegative()) {
      yAxis.put("min", 0);
    }
    options.putObject("tooltip").put("trigger", "axis");
    ArrayNode series = options.putArray("series");
    for (Curve curve : curves) {
      // The legend looks like the first series of a name.
      series.add(line(curve, cloud));
      if (curve.hasBand()) {
        series.add(band(curve));
      }
    }
    return options;
  }

  /// A divergence that is sampled may lie a hair below 0, where its axis need not begin.
  private boolean isBarelyNegative() {
    DoubleSummaryStatistics all =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .flatMapToDouble(point -> DoubleStream.of(point.y().lo(), point.y().hi()))
            .summaryStatistics();
    return all.getMin() < 0 && -all.getMin() < 0.05 * all.getMax();
  }

  static ObjectNode line(Curve curve, boolean cloud) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("type", cloud ? "scatter" : "line").put("name", curve.name());
    line.put("symbol", curve.look().symbol()).put("symbolSize", 9);
    line.put("showSymbol", curve.points().size() <= FEW_POINTS);
    line.putObject("itemStyle").put("color", curve.look().colour());
    line.putObject("lineStyle")
        .put("width", 2.5)
        .put("type", curve.look().line())
        .put("color", curve.look().colour());
    ArrayNode data = line.putArray("data");
    curve.points().forEach(point -> data.addArray().add(point.x()).add(point.y().mean()));
    return line;
  }

  /// Drawn by the page's own renderer of that name.
  static ObjectNode band(Curve curve) {
    ObjectNode band = Json.MAPPER.createObjectNode();
    band.put("type", "custom").put("name", curve.name()).put("renderItem", "band");
    band.putObject("itemStyle").put("color", curve.look().colour()).put("opacity", 0.18);
    band.put("silent", true).put("z", 1);
    band.putObject("tooltip").put("show", false);
    band.putObject("encode").put("x", 0).putArray("y").add(1).add(2);
    ArrayNode data = band.putArray("data");
    curve
        .points()
        .forEach(point -> data.addArray().add(point.x()).add(point.y().lo()).add(point.y().hi()));
    return band;
  }

  private ChartTable table() {
    return cloud ? cloudTable() : curveTable();
  }

  private ChartTable cloudTable() {
    List<List<String>> rows = new ArrayList<>();
    for (Curve curve : curves) {
      for (Curve.Value point : curve.points()) {
        rows.add(List.of(curve.name(), Numbers.exact(point.x()), Numbers.exact(point.y().mean())));
      }
    }
    return new ChartTable(List.of("series", x, y), rows);
  }

  private ChartTable curveTable() {
    List<String> columns = new ArrayList<>(List.of(x));
    for (Curve curve : curves) {
      columns.add(curve.name());
      if (curve.hasBand()) {
        columns.add(curve.name() + ", lowest");
        columns.add(curve.name() + ", highest");
      }
    }
    Map<Double, List<String>> rows = new TreeMap<>();
    int at = 1;
    for (Curve curve : curves) {
      for (Curve.Value point : curve.points()) {
        List<String> row = rows.computeIfAbsent(point.x(), it -> emptyRow(it, columns.size()));
        row.set(at, Numbers.exact(point.y().mean()));
        if (curve.hasBand()) {
          row.set(at + 1, Numbers.exact(point.y().lo()));
          row.set(at + 2, Numbers.exact(point.y().hi()));
        }
      }
      at += curve.hasBand() ? 3 : 1;
    }
    return new ChartTable(columns, List.copyOf(rows.values()));
  }

  private static List<String> emptyRow(double x, int size) {
    List<String> row = new ArrayList<>(java.util.Collections.nCopies(size, ""));
    row.set(0, Numbers.exact(x));
    return row;
  }

  private String alternative() {
    return "Line chart of %s by %s. ".formatted(y, x)
        + curves.stream().map(LineChart::alternative).collect(Collectors.joining(" "));
  }

  static String alternative(Curve curve) {
    Curve.Value first = curve.points().getFirst();
    Curve.Value last = curve.points().getLast();
    return curve.look().symbol().equals("none")
        ? "%s: %s.".formatted(curve.name(), Numbers.exact(first.y().mean()))
        : "%s: from %s at %s to %s at %s."
            .formatted(
                curve.name(),
                Numbers.exact(first.y().mean()),
                Numbers.exact(first.x()),
                Numbers.exact(last.y().mean()),
                Numbers.exact(last.x()));
  }
}

package org.rlhflab.ppo.report.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.MetricName;
import tools.jackson.databind.JsonNode;

/// A stage's `metrics.jsonl`, one curve a metric. A value that is no number is left out of its
/// curve.
///
/// @param curves by the metric's printed name
public record Metrics(Map<String, List<Point>> curves) {

  /// A value of a metric.
  ///
  /// @param step of training
  /// @param value at that step
  public record Point(double step, double value) {}

  /// Copies its map.
  public Metrics {
    curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
  }

  /// Reads the file.
  public static Metrics read(Path file) {
    Map<String, List<Point>> curves = new LinkedHashMap<>();
    JsonLines.forEach(
        file,
        (_, object) -> {
          double step = object.path("step").asDouble(0);
          for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (each.getValue().isNumber() && !each.getKey().equals("step")) {
              curves
                  .computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                  .add(new Point(step, each.getValue().doubleValue()));
            }
          }
        });
    return new Metrics(curves);
  }

  /// The curve of a metric; empty where the stage has not logged it.
  public List<Point> of(MetricName name) {
    return curves.getOrDefault(name.printed(), List.of());
  }
}

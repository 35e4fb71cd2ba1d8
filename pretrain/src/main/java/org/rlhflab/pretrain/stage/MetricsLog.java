package org.rlhflab.pretrain.stage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// `metrics.jsonl`: one object a step, `{"step":1,"loss":6.9,...}`, keys in the order of
/// [MetricName], no times, a value that is no number as null. It grows while a stage trains, so
/// that another program can follow it.
public final class MetricsLog implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  private MetricsLog(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  /// Begins the file anew.
  public static MetricsLog create(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new MetricsLog(file, Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /// Adds one step.
  public void write(long step, Map<MetricName, Double> values) {
    ObjectNode line = Json.MAPPER.createObjectNode().put("step", step);
    if (!values.isEmpty()) {
      new EnumMap<>(values)
          .forEach(
              (name, value) -> line.put(name.printed(), Double.isFinite(value) ? value : null));
    }
    try {
      out.write(JsonLines.line(line));
      out.flush();
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }
}

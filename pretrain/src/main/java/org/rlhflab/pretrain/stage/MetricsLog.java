package org.rlhflab.pretrain.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// `metrics.jsonl`: one object a step, `{"step":1,"loss":6.9,...}`, keys in the order of
/// [MetricName], no times, a value that is no number as null. It grows while a stage trains, so
/// that another program can follow it.
public final class MetricsLog implements Resumable, AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private MetricsLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Begins the file anew.
  public static MetricsLog create(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return new MetricsLog(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
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
      append(JsonLines.line(line).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  private void append(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  /// Writes all lines so far: they are few, and then it does not matter what becomes of the file.
  @Override
  public void save(DataOutput out) throws IOException {
    byte[] lines = Files.readAllBytes(file);
    out.writeInt(lines.length);
    out.write(lines);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    byte[] lines = new byte[in.readInt()];
    in.readFully(lines);
    channel.truncate(0);
    append(lines);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }
}

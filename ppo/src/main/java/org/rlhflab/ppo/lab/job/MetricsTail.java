package org.rlhflab.ppo.lab.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The new lines of a `metrics.jsonl` that another process is writing. A line counts when its end
/// is there; a file that has become shorter was begun anew.
public final class MetricsTail {
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private long position;

  /// From the file's beginning; it may not be there yet.
  public MetricsTail(Path file) {
    this.file = file;
  }

  /// What has come since the last call.
  ///
  /// @param lines whole ones, without their ends
  /// @param anew whether what was read before is no longer true
  public record News(List<String> lines, boolean anew) {}

  /// Reads on.
  public News read() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      boolean anew = channel.size() < position;
      if (anew) {
        position = 0;
      }
      int size = (int) Math.min(MOST_BYTES, channel.size() - position);
      ByteBuffer bytes = ByteBuffer.allocate(size);
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
      return new News(lines(bytes.array(), bytes.position()), anew);
    } catch (IOException e) {
      boolean anew = position > 0;
      position = 0;
      return new News(List.of(), anew);
    }
  }

  private List<String> lines(byte[] bytes, int length) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        lines.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    position += start;
    return lines;
  }
}

package org.rlhflab.reward.label;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.TextLines;

/// The lines of a label file that were left out, so that none disappears silently: one object each,
/// `{"line","reason","text"}`, where the text of a line that is too long or no text is its
/// beginning.
public final class SkippedLines {
  private record Skipped(long line, String reason, String text) {}

  private SkippedLines() {}

  /// Writes what `reading` gives to its bad-line taker, whole or not at all; says how many.
  public static long write(Path side, Consumer<TextLines.BadLine> reading) {
    long[] count = {0};
    JsonLines.write(
        side,
        sink ->
            reading.accept((line, problem, text) -> {
              count[0]++;
              sink.write(new Skipped(line, problem.getMessage(), text));
            }));
    return count[0];
  }
}

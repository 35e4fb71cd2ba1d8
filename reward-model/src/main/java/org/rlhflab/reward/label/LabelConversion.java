package org.rlhflab.reward.label;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import org.rlhflab.reward.label.format.CsvTable;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import tools.jackson.databind.node.ObjectNode;

/// A label file rewritten in another form. It is read twice: first for what is wrong with it and
/// which columns it has, then to be written; memory stays at one line. Every line written is read
/// again and compared, so that what the other form has no room for is counted, not guessed.
///
/// @param from the file as it is
/// @param to the form to write
/// @param columns of a CSV file to write, our name to the file's
public record LabelConversion(LabelLines from, LabelKind to, Map<String, String> columns) {
  /// Ends the name of the side file of ties.
  public static final String TIES = ".ties.jsonl";

  /// What was done.
  ///
  /// @param from the form of the file read
  /// @param to the form of the file written
  /// @param written lines
  /// @param skipped bad lines, left out
  /// @param ties left out because the form would read them as wins; they are in `tiesFile`
  /// @param tiesFile where the ties are; empty without any
  /// @param lost fields that the form has no room for, each with the lines that had it
  public record Result(
      String from,
      String to,
      long written,
      long skipped,
      long ties,
      Optional<String> tiesFile,
      Map<String, Long> lost) {}

  /// Copies its map.
  public LabelConversion {
    columns = Map.copyOf(columns);
  }

  /// Rewrites the file; the first bad line ends it, or goes to `skipped` where that is given.
  public Result write(Path out, Optional<Path> skipped, Progress progress) {
    if (Files.exists(from.file()) && !Files.isRegularFile(from.file())) {
      throw BadInput.in(from.file(), "is a folder or a stream; a conversion reads a file twice");
    }
    LabelKind read = from.detected();
    LabelReading reading = new LabelReading(from, read.holds());
    checkPossible(read);
    LabelColumns table = new LabelColumns(to);
    long bad =
        skipped
            .map(side -> SkippedLines.write(side, b -> survey(reading, table, b, progress)))
            .orElseGet(() -> survey(reading, table, LabelConversion::refuse, progress));
    if (table.lines() == 0) {
      throw BadInput.in(from.file(), "has no line that could be converted to " + to.key());
    }
    LostFields lost = new LostFields(from.file(), to);
    AtomicFile.write(
        out,
        stream -> {
          try {
            write(reading, table, lost, out, stream, progress);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    return new Result(
        read.key(),
        to.key(),
        table.lines(),
        bad,
        table.ties(),
        table.ties() == 0 ? Optional.empty() : Optional.of(writeTies(reading, out)),
        lost.counts());
  }

  private void checkPossible(LabelKind read) {
    boolean chosenOnly =
        read.holds() == LabelKind.Holds.PAIRS && to.holds() == LabelKind.Holds.DEMONSTRATIONS;
    if (read.holds() != to.holds() && !chosenOnly) {
      throw BadInput.in(
          from.file(),
          "is in the form %s and cannot become %s: preferences, demonstrations and ratings do not"
                  .formatted(read.key(), to.key())
              + " say the same");
    }
  }

  private static void refuse(long line, BadInput problem, String text) {
    throw problem;
  }

  private static long survey(
      LabelReading reading, LabelColumns table, TextLines.BadLine onBad, Progress progress) {
    reading.forEach((_, label) -> table.add(label), onBad, progress);
    return 0;
  }

  private void write(
      LabelReading reading,
      LabelColumns table,
      LostFields lost,
      Path out,
      OutputStream plain,
      Progress progress)
      throws IOException {
    boolean gzip = out.toString().endsWith(".gz");
    OutputStream stream = gzip ? new GZIPOutputStream(plain, 1 << 16) : plain;
    if (to == LabelKind.CSV) {
      CsvTable.write(
          stream,
          table.names(),
          columns,
          sink ->
              untied(
                  reading,
                  progress,
                  (line, label) -> {
                    sink.write(label);
                    lost.compare(line, label, CsvTable.asRead(label));
                  }));
    } else {
      untied(
          reading,
          progress,
          (line, label) -> {
            ObjectNode theirs = to.theirs(table.fitted(label));
            writeLine(stream, theirs);
            lost.compare(line, label, theirs);
          });
    }
    if (stream instanceof GZIPOutputStream packed) {
      packed.finish();
    }
  }

  private static void writeLine(OutputStream stream, ObjectNode line) {
    try {
      String text = Json.MAPPER.writeValueAsString(line) + "\n";
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void untied(LabelReading reading, Progress progress, LabelReading.OnLabel onLabel) {
    reading.forEach(
        (line, label) -> {
          if (to.hasTies() || !LabelColumns.isTie(label)) {
            onLabel.accept(line, label);
          }
        },
        (_, _, _) -> {},
        progress);
  }

  private static String writeTies(LabelReading reading, Path out) {
    Path file = out.resolveSibling(out.getFileName() + TIES);
    JsonLines.write(
        file,
        sink ->
            reading.forEach(
                (_, label) -> {
                  if (LabelColumns.isTie(label)) {
                    sink.write(label);
                  }
                },
                (_, _, _) -> {},
                Progress.NONE));
    return file.toString();
  }
}

package org.rlhflab.reward.label;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;

/// A plain table of what a crowd said: CSV with the columns `item,worker,label` in any order,
/// others passed over. What is true stands in another, `item,truth`.
///
/// @param votes in the order of the file
public record CrowdTable(List<Vote> votes) {

  /// One worker's label of one item.
  public record Vote(String item, String worker, String label) {}

  @FunctionalInterface
  private interface OnRow {
    void accept(long line, String[] fields);
  }

  /// Copies its list.
  public CrowdTable {
    votes = List.copyOf(votes);
  }

  /// Reads a table of votes.
  public static CrowdTable read(Path file) {
    List<Vote> votes = new ArrayList<>();
    forEach(
        file,
        (_, fields) -> votes.add(new Vote(fields[0], fields[1], fields[2])),
        "item",
        "worker",
        "label");
    return new CrowdTable(votes);
  }

  /// Reads a table of truths, item by item.
  public static Map<String, String> readTruth(Path file) {
    Map<String, String> truth = new LinkedHashMap<>();
    forEach(
        file,
        (line, fields) -> {
          String before = truth.put(fields[0], fields[1]);
          if (before != null && !before.equals(fields[1])) {
            throw BadInput.at(
                file,
                line,
                "the item \"%s\" is %s here and %s before; an item has one truth"
                    .formatted(fields[0], fields[1], before));
          }
        },
        "item",
        "truth");
    return truth;
  }

  private static void forEach(Path file, OnRow onRow, String... columns) {
    if (Files.isDirectory(file)) {
      throw BadInput.in(file, "is a folder; name a file in it");
    }
    boolean empty = true;
    try (BufferedReader text = withoutByteOrderMark(file);
        CsvReader<NamedCsvRecord> reader =
            CsvReader.builder().allowUnclosedQuote(false).ofNamedCsvRecord(text)) {
      for (NamedCsvRecord row : reader) {
        String[] fields = new String[columns.length];
        for (int c = 0; c < columns.length; c++) {
          fields[c] = field(file, row, columns[c], columns);
        }
        onRow.accept(row.getStartingLineNumber(), fields);
        empty = false;
      }
    } catch (CsvParseException e) {
      String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw BadInput.in(file, "is not CSV (" + message + "); save it as comma-separated text");
    } catch (UncheckedIOException e) {
      throw unreadable(file, e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (empty) {
      throw BadInput.in(file, "is empty; it needs a header and rows: " + String.join(",", columns));
    }
  }

  private static BadInput unreadable(Path file, IOException cause) {
    return cause instanceof CharacterCodingException
        ? BadInput.in(file, "is not UTF-8; save the file as UTF-8")
        : FileFailure.reading(file, cause);
  }

  /// Decodes strictly: bytes that are not UTF-8 become an error, not a question mark.
  private static BufferedReader withoutByteOrderMark(Path file) throws IOException {
    BufferedReader text = Files.newBufferedReader(file);
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  private static String field(Path file, NamedCsvRecord row, String column, String... columns) {
    if (!row.getHeader().contains(column)) {
      throw BadInput.at(
          file,
          1,
          "the column \"%s\" is missing, there are %s; a crowd table needs %s"
              .formatted(column, String.join(",", row.getHeader()), String.join(",", columns)));
    }
    String value = row.findField(column).orElse("").strip();
    if (value.isEmpty()) {
      throw BadInput.at(
          file,
          row.getStartingLineNumber(),
          "\"%s\" is empty; every row needs %s".formatted(column, String.join(",", columns)));
    }
    return value;
  }
}

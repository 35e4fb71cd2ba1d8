package org.rlhflab.reward.label.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Pairs as a table: RFC 4180 with a header, UTF-8, plain or `.gz`. A cell that is empty says
/// nothing; `tie` is true or false; `position`, `seconds`, `round` and `weight` are numbers; all
/// else is text, and what is no text (a list in a field of somebody else's) is written as JSON.
///
/// @param file the table
/// @param columns our name to the header's, where they differ
public record CsvTable(Path file, Map<String, String> columns) {
  private static final List<String> NEEDED = List.of("prompt", "chosen", "rejected");
  private static final Set<String> NUMBERS = Set.of("position", "seconds", "round", "weight");
  private static final int MAX_RECORD = 4 * TextLines.MAX_LINE_BYTES;

  /// Takes the rows of a table to write.
  @FunctionalInterface
  public interface Sink {
    /// Writes one row.
    void write(ObjectNode row);
  }

  /// Produces the rows of a table.
  @FunctionalInterface
  public interface Source {
    /// Gives every row to `sink`, in order.
    void writeTo(Sink sink);
  }

  /// Copies its map.
  public CsvTable {
    columns = Map.copyOf(columns);
  }

  /// Every row as an object of our fields; what is no CSV ends the table.
  void forEach(JsonLines.ObjectText onRow, TextLines.BadLine onBad, Progress progress) {
    long line = 1;
    try (Reader text =
            new InputStreamReader(
                TextLines.open(file, progress), StandardCharsets.UTF_8.newDecoder());
        CsvReader<CsvRecord> rows = reader(text)) {
      Iterator<CsvRecord> iterator = rows.iterator();
      if (!iterator.hasNext()) {
        throw BadInput.in(file, "is empty; a table needs a header and one label on each line");
      }
      List<String> header = header(iterator.next());
      boolean any = false;
      while (iterator.hasNext()) {
        CsvRecord row = iterator.next();
        line = row.getStartingLineNumber();
        any = true;
        row(row, header, onRow, onBad);
      }
      if (!any) {
        throw BadInput.in(file, "has a header and nothing below it");
      }
    } catch (CsvParseException e) {
      onBad.accept(line + 1, ended(line + 1, "is no CSV (" + reason(e) + ")"), "");
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause() == null ? new IOException(e) : e.getCause();
      onBad.accept(line + 1, failure(line + 1, cause), "");
    } catch (IOException e) {
      onBad.accept(line + 1, failure(line + 1, e), "");
    } finally {
      progress.end();
    }
  }

  private static CsvReader<CsvRecord> reader(Reader text) {
    return CsvReader.builder()
        .detectBomHeader(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(MAX_RECORD)
        .build(
            CsvRecordHandler.of(
                limits -> limits.maxFieldSize(TextLines.MAX_LINE_BYTES).maxRecordSize(MAX_RECORD)),
            text);
  }

  private List<String> header(CsvRecord row) {
    List<String> names = new ArrayList<>(row.getFields());
    names.set(0, names.getFirst().replaceFirst("^\uFEFF", ""));
    for (Map.Entry<String, String> column : columns.entrySet()) {
      int at = names.indexOf(column.getValue());
      if (at < 0) {
        throw BadInput.in(
            file,
            "has no column \"%s\"; its header is %s"
                .formatted(column.getValue(), String.join(", ", row.getFields())));
      }
      names.set(at, column.getKey());
    }
    List<String> missing = NEEDED.stream().filter(it -> !names.contains(it)).toList();
    if (!missing.isEmpty()) {
      throw BadInput.at(
          file,
          1,
          "the header has no %s, but %s; a table needs prompt, chosen and rejected between commas, or --columns that says what they are called"
              .formatted(String.join(" and no ", missing), String.join(", ", row.getFields())));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw BadInput.at(file, 1, "the header has a name twice: " + String.join(", ", names));
    }
    return names;
  }

  private void row(
      CsvRecord row, List<String> header, JsonLines.ObjectText onRow, TextLines.BadLine onBad) {
    long line = row.getStartingLineNumber();
    String text = String.join(",", row.getFields());
    if (row.getFieldCount() != header.size()) {
      String message = "has %d cells, the header %d".formatted(row.getFieldCount(), header.size());
      onBad.accept(line, BadInput.at(file, line, message), text);
      return;
    }
    ObjectNode object = Json.MAPPER.createObjectNode();
    for (int i = 0; i < header.size(); i++) {
      if (!row.getField(i).isEmpty()) {
        put(object, header.get(i), row.getField(i));
      }
    }
    onRow.accept(line, object, text);
  }

  private static void put(ObjectNode object, String field, String cell) {
    if (field.equals("tie") && cell.matches("(?i)true|false")) {
      object.put(field, Boolean.parseBoolean(cell));
    } else if (NUMBERS.contains(field) && cell.matches("-?[0-9]{1,9}")) {
      object.put(field, Integer.parseInt(cell));
    } else if (NUMBERS.contains(field) && cell.matches("-?[0-9.]{1,30}([eE][-+]?[0-9]{1,3})?")) {
      number(object, field, cell);
    } else {
      object.put(field, cell);
    }
  }

  private static void number(ObjectNode object, String field, String cell) {
    try {
      object.put(field, Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      object.put(field, cell);
    }
  }

  /// Writes a table with these columns of ours.
  public static void write(
      OutputStream out, List<String> header, Map<String, String> columns, Source source)
      throws IOException {
    CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.writeRecord(header.stream().map(name -> columns.getOrDefault(name, name)).toList());
    source.writeTo(
        row -> csv.writeRecord(header.stream().map(name -> cell(row.path(name))).toList()));
    csv.flush();
  }

  /// A label as it is read back from its row.
  public static ObjectNode asRead(ObjectNode label) {
    ObjectNode row = label.objectNode();
    label.forEachEntry((field, value) -> {
      String cell = cell(value);
      if (!cell.isEmpty()) {
        put(row, field, cell);
      }
    });
    return row;
  }

  private static String cell(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asString() : value.toString();
  }

  private BadInput failure(long line, IOException cause) {
    return switch (cause) {
      case CharacterCodingException _ -> ended(line, "is not UTF-8; save the file as UTF-8");
      case EOFException _ -> ended(line, "the .gz file is damaged from here on (cut short?)");
      case ZipException _ -> ended(line, "the .gz file is damaged from here on (cut short?)");
      default -> FileFailure.reading(file, cause);
    };
  }

  private BadInput ended(long line, String what) {
    return BadInput.at(file, line, what + "; nothing after it can be read");
  }

  private static String reason(CsvParseException e) {
    Throwable cause = e.getCause();
    String message = cause == null ? e.getMessage() : cause.getMessage();
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}

package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Lines, the format of every label, prompt and demonstration file: one JSON object a line.
/// What is accepted beyond that (gzip, CR LF, a byte order mark) and what is refused is said in
/// [TextLines]; blank lines are skipped.
///
/// ```java
/// JsonLines.forEach(file, (line, object) -> labels.add(Preference.of(file, line, object)));
/// JsonLines.write(file, out -> labels.forEach(out::write));
/// ```
public final class JsonLines {
  private static final Pattern LIBRARY_WORDS =
      Pattern.compile(" \\(start marker .*|: enable `.*| \\(?`?DeserializationFeature.*");

  private JsonLines() {}

  /// Takes one object.
  @FunctionalInterface
  public interface ObjectLine {
    /// `line` counts from 1, for [BadInput#at].
    void accept(long line, ObjectNode object);
  }

  /// Takes one object and the line that it was read from.
  @FunctionalInterface
  public interface ObjectText {
    /// `line` counts from 1.
    void accept(long line, ObjectNode object, String text);
  }

  /// Takes objects to write, anything that [Json#MAPPER] can write.
  @FunctionalInterface
  public interface Sink {
    /// Writes one line.
    void write(Object object);
  }

  /// Produces the objects of a file.
  @FunctionalInterface
  public interface Source {
    /// Gives every object to `sink`, in order.
    void writeTo(Sink sink) throws IOException;
  }

  /// Reads every object of `file`; the first line that is not one ends it with [BadInput]. A file
  /// without any object is refused too.
  public static void forEach(Path file, ObjectLine onObject) {
    forEach(
        file,
        (line, object, _) -> onObject.accept(line, object),
        (_, problem, _) -> {
          throw problem;
        },
        Progress.NONE);
  }

  /// Reads every object of `file`, gives every line that is not one to `onBad`, and goes on unless
  /// that throws. What `onObject` throws is not caught.
  public static void forEach(
      Path file, ObjectText onObject, TextLines.BadLine onBad, Progress progress) {
    long[] seen = {0};
    TextLines.forEach(
        file,
        (number, text) -> {
          if (text.isBlank()) {
            return;
          }
          seen[0]++;
          ObjectNode object;
          try {
            object = object(file, number, text);
          } catch (BadInput problem) {
            onBad.accept(number, problem, text);
            return;
          }
          onObject.accept(number, object, text);
        },
        (number, problem, text) -> {
          seen[0]++;
          onBad.accept(number, problem, text);
        },
        progress);
    if (seen[0] == 0) {
      throw BadInput.in(file, "is empty; it needs one JSON object on each line");
    }
  }

  /// Writes a file of one object a line, whole or not at all.
  public static void write(Path file, Source source) {
    AtomicFile.write(
        file,
        out -> {
          try {
            source.writeTo(object -> {
              try {
                out.write(line(object).getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                throw new LineNotWritten(e);
              }
            });
          } catch (LineNotWritten e) {
            throw e.cause;
          }
        });
  }

  /// One object as its line, with the line feed.
  static String line(Object object) {
    return Json.MAPPER.writeValueAsString(object) + "\n";
  }

  /// The object of one line; what is none is refused.
  public static ObjectNode object(Path file, long number, String text) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw BadInput.at(
          file,
          number,
          number == 1 && text.startsWith("[")
              ? "begins a JSON array over several lines; every line must be one JSON object, {...}"
              : "is not JSON (" + problem(e) + "); every line must be one JSON object");
    }
    if (node instanceof ObjectNode object) {
      checkSurrogates(file, number, text, object);
      return object;
    }
    String kind = node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
    throw BadInput.at(
        file, number, "is a JSON " + kind + "; every line must be one JSON object, {...}");
  }

  /// An escape may spell half a surrogate pair: that is JSON, but no text, and UTF-8 has no place
  /// for it.
  private static void checkSurrogates(Path file, long number, String text, ObjectNode object) {
    // In UTF-8 it can only come from such an escape.
    if ((text.contains("\\ud") || text.contains("\\uD")) && hasLoneSurrogate(object.toString())) {
      throw BadInput.at(
          file,
          number,
          "holds half a surrogate pair (\\ud800 to \\udfff without its partner); write whole"
              + " characters");
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /// The parser's words, without advice to its programmers.
  private static String problem(JacksonException e) {
    String message = e.getOriginalMessage();
    String first =
        message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    first = LIBRARY_WORDS.matcher(first).replaceFirst("");
    String shortened = first.length() > 120 ? first.substring(0, 120) + "..." : first;
    int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return column > 0 ? "column " + column + ": " + shortened : shortened;
  }

  /// Carries an I/O failure out of a sink, whose method may not throw one.
  private static final class LineNotWritten extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    LineNotWritten(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}

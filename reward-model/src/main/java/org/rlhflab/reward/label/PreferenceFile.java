package org.rlhflab.reward.label;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TextLines;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.LabelLines;
import tools.jackson.databind.node.ObjectNode;

/// Preferences as JSON Lines, in any form that [LabelKind] knows, or as CSV; plain or `.gz`. Read
/// line by line, so a file may be larger than memory. Written in one form: TRL's explicit prompt,
/// fields in the order of [Preference], those that say nothing left out, the same bytes every time.
public final class PreferenceFile {
  /// The longest response that is taken for one.
  public static final int MAX_RESPONSE_BYTES = 64 * 1024;

  static final String NEEDS =
      "every preference needs prompt, chosen, rejected (see data/README.md)";

  /// The fields of a preference, in order.
  static final List<String> FIELDS =
      List.of(
          "id",
          "prompt",
          "chosen",
          "rejected",
          "tie",
          "annotator",
          "criterion",
          "rationale",
          "first",
          "gold",
          "repeat_of",
          "session",
          "position",
          "seconds",
          "source",
          "round",
          "weight");

  /// The same for looking up.
  static final Set<String> KNOWN = Set.copyOf(FIELDS);

  private PreferenceFile() {}

  /// Takes one label.
  @FunctionalInterface
  public interface OnPreference {
    /// `line` counts from 1.
    void accept(long line, Preference preference);
  }

  /// Every label of a file, those whose responses are equal included; the first bad line ends it.
  public static List<Preference> read(Path file) {
    return readGood(
        file,
        (_, problem, _) -> {
          throw problem;
        });
  }

  /// Every good label of a file; the bad lines go to `onBad`.
  public static List<Preference> readGood(Path file, TextLines.BadLine onBad) {
    List<Preference> preferences = new ArrayList<>();
    forEach(file, (_, preference) -> preferences.add(preference), onBad, Progress.NONE);
    return preferences;
  }

  /// Every good label in order, and every bad line to `onBad`.
  public static void forEach(
      Path file, OnPreference onPreference, TextLines.BadLine onBad, Progress progress) {
    forEach(lines(file, Optional.empty(), Map.of()), onPreference, onBad, progress);
  }

  /// A file of a stated kind, or with other names for the columns of a table.
  public static LabelLines lines(Path file, Optional<LabelKind> kind, Map<String, String> columns) {
    return new LabelLines(file, kind, columns, NEEDS);
  }

  /// Every good label of such a file in order, and every bad line to `onBad`.
  public static void forEach(
      LabelLines lines, OnPreference onPreference, TextLines.BadLine onBad, Progress progress) {
    Ids ids = new Ids(lines.file());
    lines.forEach(
        (line, text) -> {
          Optional<Preference> plain = PlainPreference.of(text);
          plain.ifPresent(preference -> {
            ids.check(preference.id(), line);
            onPreference.accept(line, preference);
          });
          return plain.isPresent();
        },
        (line, object, kind, _) -> {
          LineFields fields = new LineFields(lines.file(), line, object, NEEDS);
          if (kind.holds() != LabelKind.Holds.PAIRS) {
            throw fields.error("is no preference, but in the form " + kind.key() + "; " + NEEDS);
          }
          Preference preference = preference(fields);
          ids.check(preference.id(), line);
          onPreference.accept(line, preference);
        },
        onBad,
        progress);
  }

  /// The ids of a file, which must differ, by their hashes.
  static final class Ids {
    private final LongKeyTable lines = new LongKeyTable();
    private final Path file;

    Ids(Path file) {
      this.file = file;
    }

    void check(String id, long line) {
      if (id.isEmpty()) {
        return;
      }
      long key = TextHash.of(id);
      int first = lines.put(key, (int) Math.min(line, Integer.MAX_VALUE));
      if (first != 0) {
        lines.put(key, first);
        throw BadInput.at(
            file,
            line,
            "the id \"%s\" is there twice, first in line %d; ids must differ in a file"
                .formatted(id, first));
      }
    }
  }

  /// Writes labels, one a line, whole or not at all.
  public static void write(Path file, Iterable<Preference> preferences) {
    JsonLines.write(file, sink -> preferences.forEach(it -> sink.write(object(it))));
  }

  /// What [#write] would write, as text.
  public static String text(Iterable<Preference> preferences) {
    StringBuilder text = new StringBuilder();
    preferences.forEach(it -> text.append(Json.MAPPER.writeValueAsString(object(it))).append('\n'));
    return text.toString();
  }

  /// A line in our own form.
  static Preference preference(LineFields fields) {
    String prompt = fields.text("prompt");
    String chosen = response(fields, "chosen");
    String rejected = response(fields, "rejected");
    String criterion = fields.optionalText("criterion");
    double weight = fields.number("weight").orElse(1);
    if (weight < 0) {
      throw fields.error("\"weight\" must be at least 0, got " + weight);
    }
    return new Preference(
        fields.optionalText("id"),
        prompt,
        chosen,
        rejected,
        fields.flag("tie"),
        fields.optionalText("annotator"),
        criterion.isEmpty() ? Preference.OVERALL : criterion,
        fields.optionalText("rationale"),
        verdict(fields, "first", false),
        verdict(fields, "gold", true),
        fields.optionalText("repeat_of"),
        fields.optionalText("session"),
        fields.integer("position"),
        fields.number("seconds"),
        fields.optionalText("source"),
        fields.integer("round"),
        weight,
        fields.allBut(KNOWN));
  }

  private static String response(LineFields fields, String field) {
    String response = fields.text(field);
    checkResponse(fields, field, response);
    return response;
  }

  /// A response must say something, and be no longer than one.
  static void checkResponse(LineFields fields, String field, String response) {
    if (response.isBlank()) {
      throw fields.error("\"" + field + "\" is empty; " + fields.needs());
    }
    if (response.length() > MAX_RESPONSE_BYTES / 3) { // else at most 3 bytes a char: surely short
      int bytes = response.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_RESPONSE_BYTES) {
        throw fields.error(
            "\"%s\" has %,d bytes; a response may have at most 65,536: shorten it or leave it out"
                .formatted(field, bytes));
      }
    }
  }

  private static Optional<Verdict> verdict(LineFields fields, String field, boolean mayTie) {
    String key = fields.optionalText(field);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Verdict> verdict = Verdict.of(key).filter(it -> mayTie || it != Verdict.TIE);
    if (verdict.isEmpty()) {
      String expected = mayTie ? "chosen, rejected or tie" : "chosen or rejected";
      throw fields.error("\"%s\" must be %s, got \"%s\"".formatted(field, expected, key));
    }
    return verdict;
  }

  /// A label in our own form, what says nothing left out.
  static ObjectNode object(Preference label) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    putText(object, "id", label.id());
    object.put("prompt", label.prompt());
    object.put("chosen", label.chosen());
    object.put("rejected", label.rejected());
    if (label.tie()) {
      object.put("tie", true);
    }
    putText(object, "annotator", label.annotator());
    if (!label.criterion().equals(Preference.OVERALL)) {
      object.put("criterion", label.criterion());
    }
    putText(object, "rationale", label.rationale());
    label.first().ifPresent(verdict -> object.put("first", verdict.key()));
    label.gold().ifPresent(verdict -> object.put("gold", verdict.key()));
    putText(object, "repeat_of", label.repeatOf());
    putText(object, "session", label.session());
    label.position().ifPresent(position -> object.put("position", position));
    label.seconds().ifPresent(seconds -> object.put("seconds", seconds));
    putText(object, "source", label.source());
    label.round().ifPresent(round -> object.put("round", round));
    if (label.weight() != 1) {
      object.put("weight", label.weight());
    }
    label.extra().forEach((field, value) -> object.set(field, Json.MAPPER.valueToTree(value)));
    return object;
  }

  static void putText(ObjectNode object, String field, String text) {
    if (!text.isEmpty()) {
      object.put(field, text);
    }
  }
}

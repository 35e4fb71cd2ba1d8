package org.rlhflab.reward.label;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The quick way from a line to a label: token by token, without a tree. It takes only lines in our
/// own form with nothing wrong or unusual in them; for any other it gives nothing, and
/// [PreferenceFile] reads the line the careful way, which knows what to say of it. What both ways
/// read is the same label.
///
/// It doubles the rate at which a file of a million labels is read.
final class PlainPreference {
  private static final JsonFactory FACTORY = new JsonFactory();

  // Sure to be within the limit in bytes, of which a character has at most three.
  private static final int MOST_CHARACTERS = PreferenceFile.MAX_RESPONSE_BYTES / 3;

  private final Map<String, Object> extra = new LinkedHashMap<>();
  private int seen;
  private String id = "";
  private String prompt = "";
  private String chosen = "";
  private String rejected = "";
  private boolean tie;
  private String annotator = "";
  private String criterion = Preference.OVERALL;
  private String rationale = "";
  private Optional<Verdict> first = Optional.empty();
  private Optional<Verdict> gold = Optional.empty();
  private String repeatOf = "";
  private String session = "";
  private OptionalInt position = OptionalInt.empty();
  private OptionalDouble seconds = OptionalDouble.empty();
  private String source = "";
  private OptionalInt round = OptionalInt.empty();
  private double weight = 1;

  private PlainPreference() {}

  /// The label of a line; empty where the line is for the careful way.
  static Optional<Preference> of(String line) {
    // Half a surrogate pair can only come from such an escape.
    if (line.contains("\\ud") || line.contains("\\uD")) {
      return Optional.empty();
    }
    PlainPreference label = new PlainPreference();
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), line)) {
      return label.read(in) && label.isWhole() ? Optional.of(label.preference()) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private boolean read(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      boolean taken =
          switch (value) {
            case VALUE_STRING -> text(name, in.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(name, in);
            case VALUE_TRUE, VALUE_FALSE -> flag(name, value == JsonToken.VALUE_TRUE);
            default -> false;
          };
      if (!taken) {
        return false;
      }
    }
    return in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null;
  }

  private boolean text(String name, String text) {
    switch (name) {
      case "id" -> id = text;
      case "prompt" -> prompt = text;
      case "chosen" -> chosen = text;
      case "rejected" -> rejected = text;
      case "annotator" -> annotator = text;
      case "criterion" -> criterion = text.isEmpty() ? Preference.OVERALL : text;
      case "rationale" -> rationale = text;
      case "repeat_of" -> repeatOf = text;
      case "session" -> session = text;
      case "source" -> source = text;
      case "first" -> first = Verdict.of(text);
      case "gold" -> gold = Verdict.of(text);
      case "tie", "position", "seconds", "round", "weight" -> {
        return false;
      }
      default -> {
        return extra.put(name, text) == null;
      }
    }
    boolean verdict =
        switch (name) {
          case "first" -> first.isPresent() && first.get() != Verdict.TIE;
          case "gold" -> gold.isPresent();
          default -> true;
        };
    return verdict && isNew(name);
  }

  private boolean number(String name, JsonParser in) {
    if (!PreferenceFile.KNOWN.contains(name)) {
      return extra.put(name, in.getNumberValue()) == null;
    }
    boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
    double value = in.getDoubleValue();
    boolean isInt = whole && value == (int) value;
    boolean good =
        switch (name) {
          case "position", "round" -> isInt;
          case "seconds" -> Double.isFinite(value);
          case "weight" -> Double.isFinite(value) && value >= 0;
          default -> false;
        };
    if (!good) {
      return false;
    }
    switch (name) {
      case "position" -> position = OptionalInt.of((int) value);
      case "round" -> round = OptionalInt.of((int) value);
      case "seconds" -> seconds = OptionalDouble.of(value);
      default -> weight = value;
    }
    return isNew(name);
  }

  private boolean flag(String name, boolean value) {
    if (name.equals("tie")) {
      tie = value;
      return isNew(name);
    }
    return !PreferenceFile.KNOWN.contains(name) && extra.put(name, value) == null;
  }

  /// A field may be there once only.
  private boolean isNew(String name) {
    int bit = 1 << PreferenceFile.FIELDS.indexOf(name);
    boolean isNew = (seen & bit) == 0;
    seen |= bit;
    return isNew;
  }

  private boolean isWhole() {
    return !prompt.isBlank()
        && !chosen.isBlank()
        && !rejected.isBlank()
        && chosen.length() <= MOST_CHARACTERS
        && rejected.length() <= MOST_CHARACTERS
        && !extra.containsKey("human_ref_A")
        && !extra.containsKey("human_ref_B");
  }

  private Preference preference() {
    return new Preference(
        id, prompt, chosen, rejected, tie, annotator, criterion, rationale, first, gold, repeatOf,
        session, position, seconds, source, round, weight, extra);
  }
}

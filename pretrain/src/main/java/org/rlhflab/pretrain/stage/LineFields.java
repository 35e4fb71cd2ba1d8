package org.rlhflab.pretrain.stage;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The fields of one line of a JSON Lines file, asked for by name; what is missing or of the wrong
/// kind becomes a sentence that begins with `file:line`. A field that is null counts as left out.
///
/// @param file the file it is read from
/// @param line counted from 1
/// @param object the line's object
/// @param needs ends the sentence on a missing field: `every prompt needs "prompt" (see ...)`
public record LineFields(Path file, long line, ObjectNode object, String needs) {

  /// Whether the field is there and not null.
  public boolean has(String field) {
    return object.hasNonNull(field);
  }

  /// A text that must be there and must say something.
  public String text(String field) {
    if (!has(field)) {
      throw error("\"" + field + "\" is missing; " + needs);
    }
    String text = optionalText(field);
    if (text.isBlank()) {
      throw error("\"" + field + "\" is empty; " + needs);
    }
    return text;
  }

  /// A text, or the empty one where it is left out; a number is taken as it is written.
  public String optionalText(String field) {
    if (!has(field)) {
      return "";
    }
    JsonNode value = object.get(field);
    if (!value.isString() && !value.isNumber()) {
      throw wrong(field, "a text");
    }
    return value.asString();
  }

  /// True or false, or false where it is left out.
  public boolean flag(String field) {
    if (has(field) && !object.get(field).isBoolean()) {
      throw wrong(field, "true or false");
    }
    return has(field) && object.get(field).booleanValue();
  }

  /// A finite number, if it is there.
  public OptionalDouble number(String field) {
    if (!has(field)) {
      return OptionalDouble.empty();
    }
    JsonNode value = object.get(field);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(field, "a number");
    }
    return OptionalDouble.of(value.doubleValue());
  }

  /// A whole number, if it is there.
  public OptionalInt integer(String field) {
    OptionalDouble number = number(field);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    int whole = (int) number.getAsDouble();
    if (whole != number.getAsDouble()) {
      throw wrong(field, "a whole number");
    }
    return OptionalInt.of(whole);
  }

  /// Every field but these, in order, as texts, numbers, booleans, lists and maps.
  public Map<String, Object> allBut(Set<String> known) {
    Map<String, Object> others = new LinkedHashMap<>();
    object.forEachEntry((field, value) -> {
      if (!known.contains(field)) {
        plain(value).ifPresent(it -> others.put(field, it));
      }
    });
    return Collections.unmodifiableMap(others);
  }

  /// A sentence on this line.
  public BadInput error(String message) {
    return BadInput.at(file, line, message);
  }

  private BadInput wrong(String field, String expected) {
    String found = object.get(field).toString();
    String shortened = found.length() > 40 ? found.substring(0, 40) + "..." : found;
    return error("\"" + field + "\" must be " + expected + ", got " + shortened);
  }

  private static Optional<Object> plain(JsonNode value) {
    return Optional.ofNullable(Json.MAPPER.treeToValue(value, Object.class));
  }
}

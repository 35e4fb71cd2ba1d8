package org.rlhflab.pretrain.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.stage.BadInput;
import tools.jackson.databind.JsonNode;

/// One object of a JSON file, whose fields are asked for by name; what is missing or of the wrong
/// kind is named with the file and the place in it.
///
/// @param file the file it is read from
/// @param place where in the file, for instance `topic "loop"`; empty for the whole file
/// @param node the object
record JsonObject(Path file, String place, JsonNode node) {

  String text(String field) {
    JsonNode value = need(field);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw wrong(field, "must be a text that is not empty");
    }
    return value.stringValue();
  }

  boolean flag(String field) {
    JsonNode value = need(field);
    if (!value.isBoolean()) {
      throw wrong(field, "must be true or false");
    }
    return value.booleanValue();
  }

  Optional<Boolean> optionalFlag(String field) {
    return node.has(field) ? Optional.of(flag(field)) : Optional.empty();
  }

  /// A list of texts of a length between `least` and `most`.
  List<String> texts(String field, int least, int most) {
    JsonNode value = need(field);
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      for (JsonNode item : value) {
        if (!item.isString() || item.stringValue().isBlank()) {
          throw wrong(field, "must hold texts that are not empty");
        }
        texts.add(item.stringValue());
      }
    }
    if (!value.isArray() || texts.size() < least || texts.size() > most) {
      String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw wrong(field, "must be a list of " + range + " texts");
    }
    return texts;
  }

  /// An object inside this one.
  JsonObject object(String field) {
    JsonNode value = need(field);
    if (!value.isObject()) {
      throw wrong(field, "must be an object");
    }
    return new JsonObject(file, place.isEmpty() ? field : place + "." + field, value);
  }

  BadInput wrong(String field, String message) {
    return error("\"" + field + "\" " + message);
  }

  BadInput error(String message) {
    return BadInput.in(file, place.isEmpty() ? message : place + ": " + message);
  }

  private JsonNode need(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw error("\"" + field + "\" is missing (see data/README.md for the fields)");
    }
    return value;
  }
}

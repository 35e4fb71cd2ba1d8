package org.rlhflab.reward.data;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The text of a JSON Lines file, its fields in the order in which they are given.
final class JsonLines {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringBuilder text = new StringBuilder();

  /// Adds a line of `name, value, name, value ...`.
  void add(String... fields) {
    ObjectNode line = JSON.createObjectNode();
    for (int f = 0; f < fields.length; f += 2) {
      line.put(fields[f], fields[f + 1]);
    }
    text.append(JSON.writeValueAsString(line)).append('\n');
  }

  /// One field of every line of a file.
  static List<String> values(String text, String field) {
    return text.lines().map(line -> JSON.readTree(line).get(field).stringValue()).toList();
  }

  String text() {
    return text.toString();
  }
}

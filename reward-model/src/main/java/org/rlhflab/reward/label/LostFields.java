package org.rlhflab.reward.label;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.reward.label.format.LabelKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Which fields of labels do not come back from a form that they were written in.
final class LostFields {
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Path file;
  private final LabelKind kind;

  /// Of the file that is converted, in the form that is written.
  LostFields(Path file, LabelKind kind) {
    this.file = file;
    this.kind = kind;
  }

  /// Compares a label with the line that was written of it.
  void compare(long line, ObjectNode label, ObjectNode written) {
    ObjectNode back;
    try {
      back = LabelReading.readBack(new LineFields(file, line, written, ""), kind);
    } catch (BadInput e) {
      // For instance no beginning that both responses share.
      back = label.objectNode();
    }
    boolean chosenOnly = kind.holds() == LabelKind.Holds.DEMONSTRATIONS && label.has("chosen");
    for (Map.Entry<String, JsonNode> field : label.properties()) {
      String name = chosenOnly && field.getKey().equals("chosen") ? "completion" : field.getKey();
      if (!same(field.getValue(), back.path(name))) {
        counts.merge(field.getKey(), 1L, Long::sum);
      }
    }
  }

  /// Field to lines.
  Map<String, Long> counts() {
    return counts;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return a.equals(b) || (a.isNumber() && b.isNumber() && a.doubleValue() == b.doubleValue());
  }
}

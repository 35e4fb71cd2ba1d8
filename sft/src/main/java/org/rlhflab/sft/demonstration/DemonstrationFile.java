package org.rlhflab.sft.demonstration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// Demonstrations as JSON Lines: `{"id","prompt","completion","annotator"}`, TRL's
/// prompt-completion form; `prompt` and `completion` are required.
public final class DemonstrationFile {
  private static final String NEEDS =
      "every demonstration needs \"prompt\" and \"completion\" (see data/README.md)";
  private static final Set<String> KNOWN = Set.of("id", "prompt", "completion", "annotator");

  private DemonstrationFile() {}

  /// Every demonstration of a file.
  public static List<Demonstration> read(Path file) {
    List<Demonstration> demonstrations = new ArrayList<>();
    JsonLines.forEach(
        file,
        (line, object) -> {
          LineFields fields = new LineFields(file, line, object, NEEDS);
          demonstrations.add(
              new Demonstration(
                  fields.optionalText("id"),
                  fields.text("prompt"),
                  fields.text("completion"),
                  fields.optionalText("annotator"),
                  fields.allBut(KNOWN)));
        });
    return demonstrations;
  }

  /// Writes demonstrations, one a line, whole or not at all.
  public static void write(Path file, Iterable<Demonstration> demonstrations) {
    JsonLines.write(file, sink -> demonstrations.forEach(it -> sink.write(object(it))));
  }

  private static ObjectNode object(Demonstration demonstration) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    if (!demonstration.id().isEmpty()) {
      object.put("id", demonstration.id());
    }
    object.put("prompt", demonstration.prompt());
    object.put("completion", demonstration.completion());
    if (!demonstration.annotator().isEmpty()) {
      object.put("annotator", demonstration.annotator());
    }
    demonstration
        .extra()
        .forEach((field, value) -> object.set(field, Json.MAPPER.valueToTree(value)));
    return object;
  }
}

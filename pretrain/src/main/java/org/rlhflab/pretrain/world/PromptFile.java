package org.rlhflab.pretrain.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import tools.jackson.databind.node.ObjectNode;

/// Prompts as JSON Lines: `{"id","prompt","topic"}`, of which only `prompt` is required.
public final class PromptFile {
  private static final String NEEDS = "every prompt needs \"prompt\" (see data/README.md)";
  private static final Set<String> KNOWN = Set.of("id", "prompt", "topic");

  private PromptFile() {}

  /// Every prompt of a file.
  public static List<Prompt> read(Path file) {
    List<Prompt> prompts = new ArrayList<>();
    JsonLines.forEach(
        file,
        (line, object) -> {
          LineFields fields = new LineFields(file, line, object, NEEDS);
          prompts.add(
              new Prompt(
                  fields.optionalText("id"),
                  fields.text("prompt"),
                  fields.optionalText("topic"),
                  fields.allBut(KNOWN)));
        });
    return prompts;
  }

  /// Writes prompts, one a line, whole or not at all.
  public static void write(Path file, Iterable<Prompt> prompts) {
    JsonLines.write(file, sink -> prompts.forEach(prompt -> sink.write(object(prompt))));
  }

  private static ObjectNode object(Prompt prompt) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    if (!prompt.id().isEmpty()) {
      object.put("id", prompt.id());
    }
    object.put("prompt", prompt.prompt());
    if (!prompt.topic().isEmpty()) {
      object.put("topic", prompt.topic());
    }
    prompt.extra().forEach((field, value) -> object.set(field, Json.MAPPER.valueToTree(value)));
    return object;
  }
}

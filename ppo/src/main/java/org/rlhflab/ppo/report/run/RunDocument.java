package org.rlhflab.ppo.report.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `demo.json` or `run.json`, as far as a page needs it.
///
/// @param wallSeconds of the whole run
/// @param stages how long each took
/// @param arms every model's figures
/// @param finding what they say, in a sentence or two
/// @param findingPresent whether every check holds
/// @param checks what was asked of the figures
/// @param command that made it; empty where an older version did not keep it
public record RunDocument(
    double wallSeconds,
    List<StageTime> stages,
    List<ModelResult> arms,
    String finding,
    boolean findingPresent,
    List<Check> checks,
    Optional<String> command) {

  /// How long a stage took.
  ///
  /// @param name with its arm where there are several
  /// @param seconds of wall time
  /// @param reused whether an earlier run had done it
  public record StageTime(String name, double seconds, boolean reused) {}

  /// One question to the figures.
  ///
  /// @param name what must hold
  /// @param holds whether it does
  /// @param figure what was found
  public record Check(String name, boolean holds, String figure) {}

  /// Checks what every page needs, and copies its lists; a key that the file lacks is empty.
  public RunDocument {
    stages = List.copyOf(Objects.requireNonNullElse(stages, List.of()));
    arms = List.copyOf(Objects.requireNonNullElse(arms, List.of()));
    finding = Objects.requireNonNullElse(finding, "");
    checks = List.copyOf(Objects.requireNonNullElse(checks, List.of()));
    command = Objects.requireNonNullElse(command, Optional.empty());
    if (arms.isEmpty() || finding.isEmpty()) {
      throw new IllegalArgumentException("holds no \"arms\" or no \"finding\"");
    }
  }

  /// An end that is missing would be read as 0.
  private static void checkIntervals(JsonNode node) {
    if (node.has("mean") && !(node.path("lo").isNumber() && node.path("hi").isNumber())) {
      throw new IllegalArgumentException("holds a mean without \"lo\" and \"hi\"");
    }
    node.forEach(RunDocument::checkIntervals);
  }

  /// What every page of a run needs.
  private RunDocument checked() {
    for (ModelResult model : arms) {
      if (model.name().isEmpty()
          || model.gold("overall").isEmpty()
          || model.behaviour("words").isEmpty()) {
        throw new IllegalArgumentException(
            "holds a model without name, overall gold score or words (\"%s\")"
                .formatted(model.name()));
      }
    }
    return this;
  }

  static RunDocument read(Path file) {
    return Json.read(
        file,
        node -> {
          checkIntervals(node);
          try {
            return Json.MAPPER.treeToValue(node, RunDocument.class).checked();
          } catch (JacksonException e) {
            throw new IllegalArgumentException(
                e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null
                    ? cause.getMessage()
                    : "is no document of rlhf demo or rlhf run",
                e);
          }
        },
        "run rlhf demo or rlhf run into this folder again");
  }
}

package org.rlhflab.ppo.lab.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.report.answer.Exhibit;
import org.rlhflab.ppo.report.answer.Tinting;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunReader;
import org.rlhflab.ppo.report.run.StageResults;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// A finished run as pages show it.
///
/// @param name of its folder
/// @param finding what its figures say
/// @param models every model's figures
/// @param answers the fixed questions as every model answered them
/// @param audits what each reward model pays for, in the order of the tuned models
/// @param rewardModels each reward model's own summary
/// @param seconds it took
public record RunView(
    String name,
    String finding,
    List<ModelResult> models,
    List<Exhibit> answers,
    List<JsonNode> audits,
    List<JsonNode> rewardModels,
    double seconds) {

  /// Copies its lists.
  public RunView {
    models = List.copyOf(models);
    answers = List.copyOf(answers);
    audits = List.copyOf(audits);
    rewardModels = List.copyOf(rewardModels);
  }

  /// Reads it.
  public static RunView read(String name, Path folder, Tinting tinting) {
    FinishedRun run = RunReader.read(folder);
    return new RunView(
        name,
        run.document().finding(),
        run.document().arms(),
        Exhibit.of(run, tinting),
        run.arms().stream()
            .flatMap(arm -> arm.rewardModel().stream())
            .flatMap(rewardModel -> audit(folder.resolve(rewardModel.folder())).stream())
            .toList(),
        run.arms().stream()
            .flatMap(arm -> arm.rewardModel().stream())
            .map(StageResults::summary)
            .toList(),
        run.document().wallSeconds());
  }

  private static Optional<JsonNode> audit(Path rewardModel) {
    Path file = rewardModel.resolve("audit.json");
    return Files.isRegularFile(file)
        ? Optional.of(Json.read(file, node -> node, "train the reward model again"))
        : Optional.empty();
  }

  /// The model tuned last.
  ModelResult tuned() {
    return models.getLast();
  }
}

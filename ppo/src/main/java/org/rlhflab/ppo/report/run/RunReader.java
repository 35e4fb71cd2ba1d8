package org.rlhflab.ppo.report.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import tools.jackson.databind.JsonNode;

/// Reads the folder of a finished `rlhf demo` or `rlhf run`. A folder that lacks a part is refused
/// in one sentence that names the part.
public final class RunReader {
  private static final String ADVICE = "give a folder that rlhf demo or rlhf run has finished";

  private static final Pattern ROUND = Pattern.compile("ppo-(round-[0-9]+)");

  private final Path root;
  private final RunFolder run;

  private RunReader(Path root) {
    this.root = root;
    this.run = RunFolder.of(root);
  }

  /// The run in a folder.
  public static FinishedRun read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw BadInput.in(folder, "is no folder; " + ADVICE);
    }
    RunReader reader = new RunReader(folder);
    return Files.exists(folder.resolve("demo.json")) ? reader.read("demo") : reader.read("run");
  }

  private FinishedRun read(String command) {
    Path file = root.resolve(command + ".json");
    if (!Files.exists(file)) {
      boolean begun = Files.exists(run.stage(StageName.PRETRAIN).recordFile());
      throw BadInput.in(
          root,
          begun
              ? "has stages, but neither demo.json nor run.json: it is not finished; run the same"
                  + " command with the same --out again, which goes on where it was cut off"
              : "holds neither demo.json nor run.json, so no finished run; " + ADVICE);
    }
    RunDocument document = RunDocument.read(file);
    return new FinishedRun(
        root,
        command,
        document,
        stage(run, StageName.PRETRAIN),
        stage(run, StageName.SFT),
        document.arms().stream()
            .filter(model -> model.labels().isPresent())
            .map(model -> arm(command, model))
            .toList());
  }

  private TunedArm arm(String command, ModelResult model) {
    RunFolder folder = folder(command, model);
    Path labels = folder.path().resolve("labels.jsonl");
    Path labelling = folder.path().resolve("labels.json");
    StageFolder rewardModel = folder.stage(StageName.REWARD_MODEL);
    return new TunedArm(
        model,
        Optional.of(stage(folder, StageName.REWARD_MODEL)),
        Optional.of(stage(folder, StageName.PPO)),
        Files.exists(labels) ? Optional.of(labels) : Optional.empty(),
        Files.exists(labelling) ? Optional.of(json(labelling)) : Optional.empty(),
        StageResults.audit(rewardModel, ADVICE));
  }

  /// A demo has a folder for each arm, a run one for each round from the second on.
  private RunFolder folder(String command, ModelResult model) {
    if (command.equals("demo")) {
      return run.arm(name(model));
    }
    Matcher round = ROUND.matcher(model.name());
    return round.matches() ? run.arm(round.group(1)) : run;
  }

  /// The arm's folder is called as its labels; a name that leads elsewhere is none of ours.
  private String name(ModelResult model) {
    String name = model.labels().orElseThrow();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw BadInput.in(
          root.resolve("demo.json"),
          "\"labels\" of %s is no folder's name; ".formatted(model.name()) + ADVICE);
    }
    return name;
  }

  private StageResults stage(RunFolder folder, StageName name) {
    return StageResults.read(root, folder.stage(name), name, ADVICE);
  }

  private static JsonNode json(Path file) {
    return Json.read(file, node -> node, ADVICE);
  }
}

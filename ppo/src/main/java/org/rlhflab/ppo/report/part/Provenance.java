package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.RunDocument;
import org.rlhflab.ppo.report.run.StageResults;
import org.rlhflab.pretrain.stage.Machine;
import org.rlhflab.pretrain.stage.Versions;
import tools.jackson.databind.JsonNode;

/// Where a run's numbers came from.
///
/// @param folder of the run
/// @param seeds of all its randomness, in words
/// @param command that repeats it
/// @param versions what computed it
/// @param machine where
/// @param times each stage's name and how long it took
/// @param stages what each stage was given
public record Provenance(
    String folder,
    String seeds,
    String command,
    String versions,
    String machine,
    List<Line> times,
    List<Stage> stages) {

  /// A name and what it stands for.
  public record Line(String name, String value) {}

  /// What a stage was given.
  ///
  /// @param folder below the run's
  /// @param inputs each file's SHA-256
  /// @param config every setting
  public record Stage(String folder, List<Line> inputs, List<Line> config) {
    /// Copies its lists.
    public Stage {
      inputs = List.copyOf(inputs);
      config = List.copyOf(config);
    }
  }

  /// Copies its lists.
  public Provenance {
    times = List.copyOf(times);
    stages = List.copyOf(stages);
  }

  /// Of a run, and the command that repeats it.
  public static Provenance of(FinishedRun run, String command) {
    List<Line> times = new ArrayList<>();
    for (RunDocument.StageTime stage : run.document().stages()) {
      String reused = stage.reused() ? " (reused)" : "";
      times.add(new Line(stage.name(), Numbers.duration(stage.seconds()) + reused));
    }
    times.add(new Line("all", Numbers.duration(run.document().wallSeconds())));
    return new Provenance(
        run.folder().toString(),
        "Seed " + run.seed(),
        command,
        versions(run),
        machine(run),
        times,
        run.stages().stream().map(Provenance::stage).toList());
  }

  /// What computed a run.
  public static String versions(FinishedRun run) {
    Versions versions = run.pretrain().record().versions();
    return "rlhf %s, Java %s, Deeplearning4j %s, BLAS for %s"
        .formatted(versions.product(), versions.java(), versions.dl4j(), versions.blas());
  }

  /// Where it ran.
  public static String machine(FinishedRun run) {
    Machine machine = run.pretrain().record().machine();
    return "%s, %s, %d cores".formatted(machine.os(), machine.processor(), machine.cores());
  }

  /// A word as a shell takes it.
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// What a stage was given.
  public static Stage stage(StageResults stage) {
    List<Line> inputs = new ArrayList<>();
    stage.record().inputs().forEach((name, hash) -> inputs.add(new Line(name, hash)));
    List<Line> config = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : stage.record().config().properties()) {
      JsonNode value = each.getValue();
      config.add(
          new Line(each.getKey(), value.isValueNode() ? value.asString() : value.toString()));
    }
    return new Stage(stage.folder(), inputs, config);
  }
}

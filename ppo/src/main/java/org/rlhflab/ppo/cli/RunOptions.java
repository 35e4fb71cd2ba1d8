package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.evaluation.EvaluateCommand;
import org.rlhflab.ppo.pipeline.Comparison;
import org.rlhflab.ppo.pipeline.Pipeline;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.ppo.pipeline.RunReport;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.sft.demonstration.DemonstrationFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `demo` and `run` have in common: options, and the way from them to a finished run.
final class RunOptions {
  @Option(
      names = "--demonstrations",
      paramLabel = "FILE",
      description =
          "A file, or mixed, careful, sloppy or laymen from the data (default: ${DEFAULT-VALUE}).")
  private String demonstrations = "mixed";

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to judge models by (default: prompts/eval.jsonl of the data).")
  private @Nullable Path prompts;

  @Mixin private final StageSettings stages = new StageSettings();
  @Mixin private final EvaluateCommand.Options evaluation = new EvaluateCommand.Options();

  /// The demonstration file, looked through before anything is trained: a bad line should not wait
  /// for stage 2.
  Path demonstrations(DataFolder data) {
    return demonstrations(demonstrations, data);
  }

  /// The same for a name or file given elsewhere.
  static Path demonstrations(String nameOrFile, DataFolder data) {
    Path shipped = data.demonstrations(nameOrFile);
    Path file = java.nio.file.Files.exists(shipped) ? shipped : Path.of(nameOrFile);
    if (!java.nio.file.Files.exists(file)) {
      throw BadInput.in(
          file,
          "no such file, nor demonstrations of that name in %s; give one, or mixed, careful, sloppy or laymen"
              .formatted(shipped.getParent()));
    }
    DemonstrationFile.read(file);
    return file;
  }

  /// Runs stages by a pipeline, keeps the document in `document`, with the command that made it,
  /// and gives the report back.
  RunReport run(
      GlobalOptions global, Path document, String command, Function<Pipeline, RunReport> stagesOf) {
    Console console = global.console();
    PipelineConfig config = stages.toConfig(evaluation.toConfig());
    if (config.ppo().algorithm() == PpoConfig.Algorithm.BEST_OF_N) {
      throw new BadInput(
          "best-of-n leaves no model behind; make it an arm of rlhf compare, or run rlhf ppo"
              + " --algorithm best-of-n");
    }
    DataFolder data = new DataFolder(global.data());
    AtomicFile.sweep(document.resolveSibling(""));
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      Comparison comparison =
          new Comparison(
              config.evaluation(), prompts == null ? data.prompts("eval") : prompts, context);
      Pipeline pipeline = new Pipeline(config, context, comparison, console::say);
      RunReport report = stagesOf.apply(pipeline);
      AtomicFile.writeText(document, Json.pretty(report.json().put("command", command)));
      return report;
    }
  }
}

package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.ppo.evaluation.EvaluateCommand;
import org.rlhflab.ppo.experiment.CellRunner;
import org.rlhflab.ppo.experiment.CellStore;
import org.rlhflab.ppo.experiment.Compare;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.ComparedArm;
import org.rlhflab.ppo.experiment.LabelComparison;
import org.rlhflab.ppo.experiment.Shard;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `compare` and `experiment` have in common: options, and the way from arms to results.
final class ComparedOptions {
  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Seeds for every arm, from --seed on. With fewer than 6 or 7 no test can tell what two"
              + " arms do from luck, and more arms take more (default: ${DEFAULT-VALUE}).")
  private int seeds = 10;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Make only this part of the cells: several processes or machines share --out.")
  private String shard = "1/1";

  @Mixin private final StageSettings settings = new StageSettings();
  @Mixin private final EvaluateCommand.Options evaluation = new EvaluateCommand.Options();

  /// Refuses what makes no sense, before anything else is looked at.
  void check() {
    seeds();
    shard();
  }

  /// Seeds for every arm.
  int seeds() {
    if (seeds < 1) {
      throw new BadInput("--seeds must be 1 or more, got " + seeds);
    }
    return seeds;
  }

  /// This process's part.
  Shard shard() {
    return Settings.of(() -> Shard.parse(shard));
  }

  /// Arms as they were written; files are looked through before anything is trained.
  List<ComparedArm> arms(List<String> arguments, DataFolder data) {
    return ArmArgument.read(arguments, data, settings, evaluation.toConfig());
  }

  /// Makes this process's part of the cells of these arms and compares what is finished in `out`.
  CompareResults run(
      List<ComparedArm> arms,
      Path out,
      Path heldOutPrompts,
      DataFolder data,
      GlobalOptions global,
      Console console) {
    CellStore store = new CellStore(RunFolder.of(out), data, heldOutPrompts);
    CellRunner runner =
        new CellRunner(
            store, data, heldOutPrompts, global.threads(), global.fresh(), console.progress());
    return new Compare(runner, new LabelComparison(global.seed()))
        .run(arms, global.seed(), seeds(), shard());
  }
}

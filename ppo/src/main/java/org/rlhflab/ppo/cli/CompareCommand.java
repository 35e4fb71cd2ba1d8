package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf compare`: arms by seeds.
@Command(
    name = "compare",
    description = {
      "Compare labels, people, weightings, algorithms or any setting over several seeds.",
      "Every arm is trained under the same seeds and judged on the same held-out prompts. Cells"
          + " run side by side on all cores; what is finished in the folder is reused, also by"
          + " another compare, and what was cut off goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf compare careful verbose-biased",
      "  rlhf compare mine.jsonl theirs.jsonl --seeds 5 --out runs/ours",
      "  rlhf compare plain=crowd weighted=crowd,reward-model.weighting=quality",
      "  rlhf compare careful dpo=careful,ppo.algorithm=dpo length=careful,reward=length",
      "  rlhf compare near=careful,ppo.kl-coefficient=0.2 far=careful,ppo.kl-coefficient=0",
      "  rlhf compare careful sloppy=careful,demonstrations=sloppy",
      "  rlhf compare careful some=careful,annotators.verbosity_bias=0.5",
      "  rlhf compare careful crowd --out /shared/one --shard 3/8"
    })
public final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "ARM",
      description = {
        "[NAME=]LABELS[,SETTING=VALUE...]: a label file, or people of the data who label fresh"
            + " pairs of the run's own answers.",
        "Settings: demonstrations, pairs, without (a person to leave out), and STAGE.OPTION as in"
            + " --set."
      })
  private List<String> arms = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Seeds for every arm, from --seed on; with fewer than 6 no test can tell an effect from"
              + " luck (default: ${DEFAULT-VALUE}).")
  private int seeds = 10;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Make only this part of the cells: several processes or machines share --out.")
  private String shard = "1/1";

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to judge models by (default: prompts/eval.jsonl of the data).")
  private @Nullable Path prompts;

  @Mixin private final StageSettings settings = new StageSettings();
  @Mixin private final EvaluateCommand.Options evaluation = new EvaluateCommand.Options();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new BadInput("--seeds must be 1 or more, got " + seeds);
    }
    Shard part = Settings.of(() -> Shard.parse(shard));
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    Path out = global.out("compare");
    List<ComparedArm> compared = ArmArgument.read(arms, data, settings, evaluation.toConfig());
    Path heldOut = prompts == null ? data.prompts("eval") : prompts;
    CellStore store = new CellStore(RunFolder.of(out), data, heldOut);
    CellRunner runner =
        new CellRunner(store, data, heldOut, global.threads(), global.fresh(), console.progress());
    console.say(
        Paragraph.of(
            "%d %s by %d %s into %s; what is finished there is reused."
                .formatted(
                    compared.size(),
                    compared.size() == 1 ? "arm" : "arms",
                    seeds,
                    seeds == 1 ? "seed" : "seeds",
                    out)));
    CompareResults results =
        new Compare(runner, new LabelComparison(global.seed()))
            .run(compared, global.seed(), seeds, part);
    ComparePage page = new ComparePage(console, results);
    page.print();
    page.write(out);
    console.json(results);
    return result(results, part);
  }

  /// Cells that other shards make are no failure.
  private static int result(CompareResults results, Shard part) {
    List<String> failed =
        results.missing().stream().filter(it -> !it.endsWith("not made yet")).toList();
    if (!failed.isEmpty()) {
      throw new TrainingFailed(
          "%d of the cells failed, and their seeds are left out: %s"
              .formatted(failed.size(), String.join("; ", failed)));
    }
    if (results.seeds().isEmpty() && part.equals(Shard.WHOLE)) {
      throw new TrainingFailed("no seed has all its cells");
    }
    return 0;
  }
}

package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rlhflab.ppo.pipeline.RunReport;
import org.rlhflab.ppo.pipeline.TwoArmRun;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Paragraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rlhf demo`: what labels do to a model, end to end.
@Command(
    name = "demo",
    description = {
      "See what labels do: the same model, tuned on careful labels and on labels of the same pairs"
          + " by people who like long answers.",
      "Trains a base model and a fine-tuned one, then a reward model and a PPO policy on each set"
          + " of labels, and judges all of them by the known truth. What is finished in the folder"
          + " already is reused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf demo",
      "  rlhf demo --seed 8 --out runs/demo-8",
      "  rlhf demo --set ppo.iterations=60 --out runs/longer"
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(names = "--require", description = "Exit with 1 if the expected effect does not show.")
  private boolean require;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    Path out = global.out("demo");
    RunFolder run = RunFolder.of(out);
    Path demonstrations = options.demonstrations(data);
    RunReport report =
        options.run(
            global,
            out.resolve("demo.json"),
            GivenCommand.of(spec, global.seed()),
            pipeline -> new TwoArmRun(pipeline).run(run, demonstrations, data));
    RunPage page = new RunPage(console, report, models(run));
    page.print();
    long next = global.seed() + 1;
    console.print(
        "\n"
            + Paragraph.of(
                "This is one seed, %d; another may come out otherwise. To see more:"
                    .formatted(global.seed()))
            + "\n  rlhf demo --seed %d --out %s-%d".formatted(next, out, next));
    page.write(out, data);
    page.where(
        out,
        List.of(
            "rlhf chat --model %s --model %s"
                .formatted(
                    run.arm(TwoArmRun.CAREFUL).stage(StageName.PPO).path(),
                    run.arm(TwoArmRun.VERBOSE).stage(StageName.PPO).path()),
            "rlhf labels validate " + run.arm(TwoArmRun.VERBOSE).path().resolve("labels.jsonl")));
    console.json(report.json());
    if (require && !report.finding().present()) {
      throw new TrainingFailed("the expected effect is absent: " + report.finding().text());
    }
    return 0;
  }

  private static Map<String, StageFolder> models(RunFolder run) {
    Map<String, StageFolder> models = new LinkedHashMap<>();
    models.put("base", run.stage(StageName.PRETRAIN));
    models.put("sft", run.stage(StageName.SFT));
    models.put("ppo-careful", run.arm(TwoArmRun.CAREFUL).stage(StageName.PPO));
    models.put("ppo-verbose", run.arm(TwoArmRun.VERBOSE).stage(StageName.PPO));
    return models;
  }
}

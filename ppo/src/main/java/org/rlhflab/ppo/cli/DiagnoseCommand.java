package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.evaluation.EvaluateCommand;
import org.rlhflab.ppo.experiment.Diagnosis;
import org.rlhflab.ppo.experiment.RunSettings;
import org.rlhflab.ppo.pipeline.Comparison;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Paragraph;
import org.rlhflab.pretrain.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rlhf diagnose`: which stage is at fault?
@Command(
    name = "diagnose",
    description = {
      "Repeat a run with one stage's teacher replaced by the truth - its labels, its reward model,"
          + " its demonstrations - and say what each costs in gold score.",
      "The seed is the run's own; what is finished in --out is reused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf diagnose runs/run",
      "  rlhf diagnose runs/mine --labels my-labels.jsonl",
      "  rlhf diagnose runs/demo/verbose-biased --out runs/why"
    })
public final class DiagnoseCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      description =
          "Folder of a finished rlhf run, of one arm of a demo, or of a later round (RUN/round-2).")
  private Path run = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The labels it was made from, if they are no longer where they were.")
  private @Nullable Path labels;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to judge models by (default: prompts/eval.jsonl of the data).")
  private @Nullable Path prompts;

  @Mixin private final EvaluateCommand.Options evaluation = new EvaluateCommand.Options();
  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    RunSettings settings = RunSettings.read(run, Optional.ofNullable(labels));
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(settings.seed(), data, workers, console.progress(), global.fresh());
      Comparison comparison =
          new Comparison(
              evaluation.toConfig(), prompts == null ? data.prompts("eval") : prompts, context);
      Diagnosis.Result result =
          Diagnosis.of(
              settings, context, comparison, RunFolder.of(global.out("diagnose")), console::say);
      show(console, result);
      console.json(result);
    }
    return 0;
  }

  private static void show(Console console, Diagnosis.Result result) {
    Table table = new Table("replaced", "by", "gold score", "gain, 95% interval");
    table.row("nothing", "-", number(result.gold()), "-");
    for (Diagnosis.Cost cost : result.costs()) {
      table.row(
          cost.replaced(),
          cost.by(),
          number(cost.gold()),
          String.format(
              Locale.ROOT,
              "%+.2f (%+.2f to %+.2f)",
              cost.gain().mean(),
              cost.gain().lo(),
              cost.gain().hi()));
    }
    console.print("\n" + table);
    console.print(
        "\n"
            + Paragraph.of(
                "The fine-tuned model by itself: %s. Gains are over prompts, one seed, and do not add up."
                    .formatted(number(result.fineTuned()))));
    console.print(Paragraph.of(result.finding()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

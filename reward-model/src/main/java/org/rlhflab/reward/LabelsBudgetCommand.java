package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf labels budget`: how to spend a number of labels.
@Command(
    name = "budget",
    description = {
      "For a fixed number of labels: what new pairs, overlap, gold tasks and repeats buy in a"
          + " reward model's accuracy (linear scorer, intervals over seeds)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels budget --model runs/sft/2-sft",
      "  rlhf labels budget --model runs/sft/2-sft --annotators ordinary --labels 1000"
    })
public final class LabelsBudgetCommand implements Runnable {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The fine-tuned model that writes the responses.")
  private Path model = Path.of("");

  @Option(
      names = "--annotators",
      paramLabel = "PROFILE",
      description = "A profile of the data, or a file of profiles (default: crowd).")
  private String annotators = "crowd";

  @Option(
      names = "--labels",
      paramLabel = "N",
      description = "Labels to spend (default: ${DEFAULT-VALUE}).")
  private int labels = 600;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Repetitions, each with other choices (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  @Option(
      names = "--test-pairs",
      paramLabel = "N",
      description = "Pairs of evaluation prompts to measure on (default: ${DEFAULT-VALUE}).")
  private int testPairs = 400;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public void run() {
    Console console = global.console("budget");
    DataFolder data = new DataFolder(global.data());
    List<AnnotatorProfile> crowd = Annotation.crowd(data, annotators);
    int people = AnnotatorFile.people(crowd).size();
    LabelBudget.check(labels, people, seeds);
    if (testPairs < 1) {
      throw new BadInput("--test-pairs must be at least 1, got " + testPairs);
    }
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      LabelBudget.Supplies supplies = supplies(crowd, people, context);
      FrozenFeatures features =
          new FrozenFeatures(
              ModelFolder.readLanguageModel(model),
              RewardModelConfig.DEFAULTS.readOut(),
              KnownPairs.asLabels(supplies.pool()),
              workers);
      LabelBudget budget =
          LabelBudget.of(supplies, features, seeds, global.seed(), context.progress());
      show(console, budget);
      console.json(budget);
    }
  }

  private LabelBudget.Supplies supplies(
      List<AnnotatorProfile> crowd, int people, StageContext context) {
    SampledTasks tasks =
        SampledTasks.of(model, labels, LabelBudget.goldTasks(labels, people), testPairs, context);
    return new LabelBudget.Supplies(
        crowd, tasks.pool(), tasks.gold(), tasks.test(), tasks.source());
  }

  private void show(Console console, LabelBudget budget) {
    console.print(
        "%,d labels by %d people of %s; a linear scorer on %,d other pairs, %d seeds"
            .formatted(
                budget.labels(), budget.people(), annotators, budget.testPairs(), budget.seeds()));
    console.print("");
    Table table =
        new Table("new pairs", "people", "gold", "repeats", "weighting", "accuracy", "gain");
    for (LabelBudget.Row row : budget.rows()) {
      table.row(
          String.valueOf(row.newPairs()),
          String.valueOf(row.overlap()),
          String.valueOf(row.goldTasks()),
          String.valueOf(row.repeats()),
          row.weighting(),
          interval(row.accuracy()),
          row == budget.rows().getFirst() ? "-" : interval(row.gain()));
    }
    console.print(table.toString());
    console.print("");
    console.print("people: for each new pair; gold, repeats: tasks for everybody");
    console.print("accuracy: share ordered as the gold rubric does; gain: over the first line");
  }

  private static String interval(Interval it) {
    return "%.3f (%.3f to %.3f)".formatted(it.mean(), it.lo(), it.hi());
  }
}

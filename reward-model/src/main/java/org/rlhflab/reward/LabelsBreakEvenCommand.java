package org.rlhflab.reward;

import java.nio.file.Path;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.quality.Weighting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf labels break-even`: few careful labels against many careless ones.
@Command(
    name = "break-even",
    description = {
      "Few careful labels against many careless ones, over how careless these are: what a reward"
          + " model (linear scorer) learns from each alone, and whose labels count for how much"
          + " in one weighted pool. The careless lapse to the longer response."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels break-even --model runs/demo/2-sft",
      "  rlhf labels break-even --model runs/demo/2-sft --people 1 --repeats 20",
      "  rlhf labels break-even --model runs/demo/2-sft --careful 100 --weighting gold"
    })
public final class LabelsBreakEvenCommand implements Runnable {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The fine-tuned model that writes the responses.")
  private Path model = Path.of("");

  @Option(
      names = "--careful",
      paramLabel = "N",
      description = "Labels of careful people (default: ${DEFAULT-VALUE}).")
  private int careful = 50;

  @Option(
      names = "--careless",
      paramLabel = "N",
      description = "Labels of careless people (default: ${DEFAULT-VALUE}).")
  private int careless = 500;

  @Option(
      names = "--people",
      paramLabel = "N",
      description = "People of each kind, who share these labels (default: ${DEFAULT-VALUE}).")
  private int people = 5;

  @Option(
      names = "--gold",
      paramLabel = "N",
      description = "Gold tasks that weigh everybody (default: ${DEFAULT-VALUE}).")
  private int gold = 20;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "Repeated tasks that weigh everybody (default: ${DEFAULT-VALUE}).")
  private int repeats = 5;

  @Option(
      names = "--weighting",
      paramLabel = "NAME",
      converter = RewardModelCommand.WeightingName.class,
      description =
          "By what evidence people weigh in the pool, see reward-model --help (default: quality).")
  private Weighting weighting = Weighting.QUALITY;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Repetitions, each with other pairs (default: ${DEFAULT-VALUE}).")
  private int seeds = 10;

  @Option(
      names = "--test-pairs",
      paramLabel = "N",
      description = "Pairs of evaluation prompts to measure on (default: ${DEFAULT-VALUE}).")
  private int testPairs = 1000;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  @Override
  public void run() {
    Console console = global.console("break-even");
    LabelBreakEven.Sizes sizes =
        new LabelBreakEven.Sizes(careful, careless, people, gold, repeats, seeds);
    if (testPairs < 10) {
      throw new BadInput("--test-pairs must be at least 10, got " + testPairs);
    }
    DataFolder data = new DataFolder(global.data());
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      LabelBreakEven.Supplies supplies = supplies(sizes, context);
      FrozenFeatures features =
          new FrozenFeatures(
              ModelFolder.readLanguageModel(model),
              RewardModelConfig.DEFAULTS.readOut(),
              KnownPairs.asLabels(supplies.pool().subList(0, sizes.pairs())),
              workers);
      LabelBreakEven found =
          LabelBreakEven.of(
              supplies, sizes, weighting, features, global.seed(), context.progress());
      BreakEvenTable.of(found).forEach(console::print);
      console.json(found);
    }
  }

  private LabelBreakEven.Supplies supplies(LabelBreakEven.Sizes sizes, StageContext context) {
    SampledTasks tasks =
        SampledTasks.of(
            model,
            sizes.pairs() * sizes.seeds(),
            sizes.goldTasks() * sizes.seeds(),
            testPairs,
            context);
    return new LabelBreakEven.Supplies(
        Annotation.crowd(context.data(), "careful").getFirst(),
        Annotation.crowd(context.data(), "careless").getFirst(),
        tasks.pool(),
        tasks.gold(),
        tasks.test(),
        tasks.source());
  }
}

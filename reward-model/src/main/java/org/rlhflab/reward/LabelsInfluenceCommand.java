package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `rlhf labels influence`: what one label does.
@Command(
    name = "influence",
    description = {
      "What every label does to a reward model: by how much it would judge otherwise without it"
          + " (influence functions, Koh and Liang 2017, on the linear scorer).",
      "--flip fits again with the named labels turned round, and shows prediction and result."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf labels influence mine.jsonl --model runs/sft/2-sft",
      "  rlhf labels influence mine.jsonl --model runs/sft/2-sft --of length \\",
      "      --flip pair-17:anna,pair-80:anna"
    })
public final class LabelsInfluenceCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "Preferences as JSON Lines, plain or .gz.")
  private Path file = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The fine-tuned model whose features the scorer reads.")
  private Path model = Path.of("");

  @Option(
      names = "--of",
      paramLabel = "NAME",
      converter = WhatName.class,
      description =
          "On held-out pairs: accuracy (default; the probability given to what the gold rubric"
              + " prefers), margin (in log-odds), or length (log-odds for twice the words).")
  private HeldOutTarget.What what = HeldOutTarget.What.ACCURACY;

  @Option(
      names = "--flip",
      paramLabel = "ID",
      split = ",",
      description = "Labels to turn round, by their ids.")
  private List<String> flip = List.of();

  @Option(
      names = "--held-out",
      paramLabel = "X",
      description = "Share of the prompts to measure on (default: ${DEFAULT-VALUE}).")
  private double heldOut = 0.2;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Labels to show at either end (default: ${DEFAULT-VALUE}).")
  private int top = 8;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// Reads a quantity's name.
  static final class WhatName implements ITypeConverter<HeldOutTarget.What> {
    @Override
    public HeldOutTarget.What convert(String value) {
      return HeldOutTarget.What.of(value)
          .orElseThrow(() ->
              new TypeConversionException("expected accuracy, margin or length, got " + value));
    }
  }

  @Override
  public void run() {
    if (!(heldOut > 0 && heldOut < 1) || top < 1) {
      throw new BadInput(
          heldOut > 0 && heldOut < 1
              ? "--top must be at least 1, got " + top
              : "--held-out must be in (0, 1), got " + heldOut);
    }
    Console console = global.console("influence");
    World world = WorldReader.read(new DataFolder(global.data()).world());
    RandomStreams random = new RandomStreams(global.seed());
    List<Preference> labels = LabelWeights.of(PreferenceFile.read(file), Set.of()).labels();
    PromptSplit split = PromptSplit.of(labels, heldOut, random);
    if (split.heldOut().isEmpty()) {
      throw BadInput.in(
          file, "has labels of one prompt only: none can be held out to measure influence on");
    }
    try (Workers workers = new Workers(global.threads())) {
      FrozenFeatures features =
          new FrozenFeatures(
              ModelFolder.readLanguageModel(model),
              RewardModelConfig.DEFAULTS.readOut(),
              split.training(),
              workers);
      LabelInfluence found = LabelInfluence.of(what, features, split, world, random, flip);
      show(console, found);
      console.json(found);
    }
  }

  private void show(Console console, LabelInfluence found) {
    console.print(
        "%s of a linear scorer on %,d held-out labels: %.4f (ordered right: %.3f)"
            .formatted(found.of(), found.heldOut(), found.value(), found.shareRight()));
    if (!found.judged()) {
      console.print(
          "the world knows no right answer to any held-out pair: the labels stand in for it");
    }
    console.print("");
    console.print(labels(found).toString());
    if (found.annotators().size() > 1) {
      Table people = new Table("annotator", "all their labels add");
      found
          .annotators()
          .forEach((who, sum) ->
              people.row(who.isEmpty() ? "(nobody named)" : who, "%+.4f".formatted(sum)));
      console.print("");
      console.print(people.toString());
    }
    found
        .flip()
        .ifPresent(it -> {
          console.print("");
          console.print(
              new Table("flipped", "predicted", "actual", "ordered right then")
                  .row(
                      "%d labels".formatted(it.ids().size()),
                      "%+.5f".formatted(it.predicted()),
                      "%+.5f".formatted(it.actual()),
                      "%.3f".formatted(it.shareRight()))
                  .toString());
        });
  }

  /// The labels that add most and those that take most away.
  private Table labels(LabelInfluence found) {
    Table table = new Table("label", "annotator", "adds", "if flipped", "rubric agrees");
    List<LabelInfluence.One> sorted =
        found.labels().stream()
            .sorted(Comparator.comparingDouble(LabelInfluence.One::influence).reversed())
            .toList();
    int ends = Math.min(top, (sorted.size() + 1) / 2);
    Stream.concat(
            sorted.stream().limit(ends), sorted.stream().skip(Math.max(ends, sorted.size() - ends)))
        .forEach(it ->
            table.row(
                it.id(),
                it.annotator(),
                "%+.5f".formatted(it.influence()),
                "%+.5f".formatted(it.ifFlipped()),
                it.right().map(right -> right ? "yes" : "no").orElse("-")));
    return table;
  }
}

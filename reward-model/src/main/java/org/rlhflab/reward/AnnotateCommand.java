package org.rlhflab.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.reward.collection.SampledPairs;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf annotate`.
@Command(
    name = "annotate",
    description = "Simulated annotators label pairs of a model's own responses.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf annotate --model runs/sft/2-sft --out labels/careful.jsonl",
      "  rlhf annotate --model runs/sft/2-sft --annotators crowd --overlap 3 \\",
      "      --pairs 500",
      "  rlhf annotate --model runs/demo/2-sft --model runs/demo/careful/4-ppo \\",
      "      --pairs 300",
      "  rlhf annotate --model runs/sft/2-sft --annotators crowd --gold 30 \\",
      "      --repeats 0.1 --sessions 4"
    })
public final class AnnotateCommand implements Runnable {
  @Mixin private final Options options = new Options();
  @Mixin private final PlanOptions planning = new PlanOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description =
          "The model that writes the responses; given twice, each writes one of a pair, and the"
              + " labels say whose are preferred.")
  private List<Path> models = List.of();

  @Option(
      names = "--annotators",
      paramLabel = "PROFILE",
      description = "A profile of the data, or a file of profiles (default: careful).")
  private String annotators = "careful";

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "What it is asked (default: the data's training prompts).")
  private @Nullable Path prompts;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// The options of [AnnotateConfig].
  public static final class Options {
    private static final AnnotateConfig D = AnnotateConfig.DEFAULTS;

    @Option(
        names = "--pairs",
        paramLabel = "N",
        description = "Pairs of responses (default: ${DEFAULT-VALUE}).")
    private int pairs = D.pairs();

    @Option(
        names = "--overlap",
        paramLabel = "N",
        description = "People who label each pair (default: ${DEFAULT-VALUE}).")
    private int overlap = D.overlap();

    @Option(
        names = "--temperature",
        paramLabel = "X",
        description = "At which responses are sampled (default: ${DEFAULT-VALUE}).")
    private double temperature = D.temperature();

    /// The configuration.
    public AnnotateConfig toConfig() {
      return new AnnotateConfig(pairs, overlap, temperature);
    }
  }

  /// The options of [CollectionPlan].
  public static final class PlanOptions {
    private static final CollectionPlan D = CollectionPlan.DEFAULTS;

    @Option(
        names = "--gold",
        paramLabel = "N",
        description =
            "Calibration tasks with known answers for everybody: a number, or below 1 a share of"
                + " a person's new pairs (default: ${DEFAULT-VALUE}).")
    private double gold = D.gold();

    @Option(
        names = "--repeats",
        paramLabel = "N",
        description =
            "Tasks that come again for everybody in a later session, half of them with the sides"
                + " swapped: a number or a share (default: ${DEFAULT-VALUE}).")
    private double repeats = D.repeats();

    @Option(
        names = "--sessions",
        paramLabel = "N",
        description = "Sittings that the work is parted into (default: ${DEFAULT-VALUE}).")
    private int sessions = D.sessions();

    /// The plan.
    public CollectionPlan toConfig() {
      return new CollectionPlan(gold, repeats, sessions);
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    if (models.size() > 2) {
      throw new BadInput("a pair is of one model or two, got --model " + models.size() + " times");
    }
    AnnotateConfig config = Settings.of(options::toConfig);
    List<AnnotatorProfile> crowd = Annotation.crowd(data, annotators);
    CollectionPlan plan = Settings.of(planning::toConfig);
    Path file = global.out().orElse(Path.of("runs", "annotate", "labels.jsonl"));
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      Annotation.check(config, plan, crowd);
      Annotation annotation = new Annotation(config, plan, context);
      AtomicFile.checkWritable(file);
      Path asked = prompts == null ? data.prompts("train") : prompts;
      Path model = models.getFirst();
      SampledPairs sampled =
          models.size() == 1
              ? annotation.sample(model, asked)
              : annotation.sample(model, models.getLast(), asked);
      List<Preference> labels = annotation.label(model, asked, sampled, crowd);
      write(file, labels, global.fresh());
      show(console, AnnotateSummary.of(file.toString(), labels, sampled, crowd), models.size());
    }
  }

  /// Labels that are there already, perhaps people's, are not lost without being asked.
  static void write(Path file, List<Preference> labels, boolean fresh) {
    String text = PreferenceFile.text(labels);
    try {
      if (!fresh && Files.isRegularFile(file) && !Files.readString(file).equals(text)) {
        throw BadInput.in(
            file, "holds other labels; give another --out, or overwrite them with --fresh");
      }
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    AtomicFile.writeText(file, text);
  }

  private static void show(Console console, AnnotateSummary summary, int models) {
    console.print(
        "%d labels of %d pairs, %d of them ties; %s"
            .formatted(summary.labels(), summary.pairs(), summary.ties(), summary.file()));
    if (summary.gold() + summary.repeats() > 0) {
      console.print(
          "%d of them on gold tasks, %d repeats; rlhf labels audit %s says what they show"
              .formatted(summary.gold(), summary.repeats(), summary.file()));
    }
    console.print(
        "the longer response is preferred in %s, the one that the rubric prefers in %s"
            .formatted(percent(summary.longerChosen()), percent(summary.goldAgreement())));
    console.print(
        "the best model of such people would foresee %.0f%% of their labels, and order %s"
                .formatted(100 * summary.bayesCeiling(), percent(summary.bayesCeilingGold()))
            + "\nas the rubric does");
    if (models == 2) {
      summary
          .secondPreferred()
          .ifPresent(it ->
              console.print(
                  "the second model's is preferred in %.0f%% (%.0f to %.0f), a tie counted as half"
                      .formatted(100 * it.mean(), 100 * it.lo(), 100 * it.hi())));
    }
    console.json(summary);
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "-" : "%.0f%%".formatted(100 * share.getAsDouble());
  }
}

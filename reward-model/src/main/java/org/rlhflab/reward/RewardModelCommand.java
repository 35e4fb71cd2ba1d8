package org.rlhflab.reward;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.audit.RewardAudit;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.RatedPairs;
import org.rlhflab.reward.label.RatingFile;
import org.rlhflab.reward.model.LengthDebiasing;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.Scorer;
import org.rlhflab.reward.quality.AnnotatorWeight;
import org.rlhflab.reward.quality.Weighting;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `rlhf reward-model`.
@Command(
    name = "reward-model",
    description = "Stage 3: from labels to a model that scores responses.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf reward-model --model runs/sft/2-sft --annotators verbose-biased",
      "  rlhf reward-model --model runs/sft/2-sft --labels mine.jsonl --without anna",
      "  rlhf reward-model --model runs/sft/2-sft --labels mine.jsonl \\",
      "      --weighting quality"
    })
public final class RewardModelCommand implements Runnable {
  @Mixin private final Options options = new Options();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The fine-tuned model to start from.")
  private Path model = Path.of("");

  @ArgGroup(exclusive = true)
  private Labels labels = new Labels();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Pairs that annotators label (default: ${DEFAULT-VALUE}).")
  private int pairs = AnnotateConfig.DEFAULTS.pairs();

  @Option(
      names = "--without",
      paramLabel = "ANNOTATOR",
      description = "Leave one person's labels out; may be given several times.")
  private List<String> without = List.of();

  @Mixin private final SkipBadOption skipBad = new SkipBadOption();

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// Where the labels come from.
  static final class Labels {
    @Option(names = "--labels", paramLabel = "FILE", description = "Labels as they are.")
    private @Nullable Path file;

    @Option(
        names = "--ratings",
        paramLabel = "FILE",
        description =
            "Ratings of single responses, turned into pairs: two responses to one prompt, marked"
                + " by the same person.")
    private @Nullable Path ratings;

    @Option(
        names = "--annotators",
        paramLabel = "PROFILE",
        description = "Fresh labels by simulated annotators (default: careful).")
    private @Nullable String annotators;
  }

  /// The options of [RewardModelConfig], for every command that makes a reward model.
  public static final class Options {
    private static final RewardModelConfig D = RewardModelConfig.DEFAULTS;

    @Option(
        names = "--weighting",
        paramLabel = "NAME",
        converter = WeightingName.class,
        description =
            "By what evidence people's labels weigh: none (default), gold, agreement, consistency,"
                + " rationale, dawid-skene, crowd-bt, or quality (gold tasks and consistency).")
    private Weighting weighting = D.weighting();

    @Option(
        names = "--filter",
        paramLabel = "X",
        description =
            "Drop people whose reliability, by that evidence, is below X; 0 drops nobody"
                + " (default: ${DEFAULT-VALUE}).")
    private double filter = D.filter();

    @Option(
        names = "--scorer",
        paramLabel = "NAME",
        converter = ScorerName.class,
        description =
            "fine-tuned (default), or linear: the head alone, on the frozen model's features, its"
                + " L2 penalty chosen by cross-validation; as good up to about 500 labels.")
    private Scorer scorer = D.scorer();

    @Option(
        names = "--read-out",
        paramLabel = "NAME",
        converter = ReadOutName.class,
        description = "last-token, or mean-with-log-probs (default).")
    private ReadOut readOut = D.readOut();

    @Option(
        names = "--length-debiasing",
        paramLabel = "NAME",
        description =
            "none (default), or offset: what length alone explains of the labels is set aside, so"
                + " that scores do not pay for it.")
    private LengthDebiasing lengthDebiasing = D.lengthDebiasing();

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Passes over the labels (default: ${DEFAULT-VALUE}).")
    private int epochs = D.epochs();

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Pairs a step (default: ${DEFAULT-VALUE}).")
    private int batchSize = D.batchSize();

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The highest rate (default: ${DEFAULT-VALUE}).")
    private double learningRate = D.learningRate();

    @Option(
        names = "--head-factor",
        paramLabel = "X",
        description = "How many times faster the head learns (default: ${DEFAULT-VALUE}).")
    private double headFactor = D.headFactor();

    @Option(
        names = "--warm-up",
        paramLabel = "X",
        description = "Share of the steps in which the rate rises (default: ${DEFAULT-VALUE}).")
    private double warmUp = D.warmUp();

    @Option(
        names = "--final-rate",
        paramLabel = "X",
        description = "Share of the rate that is left at the end (default: ${DEFAULT-VALUE}).")
    private double finalRate = D.finalRate();

    @Option(
        names = "--beta2",
        paramLabel = "X",
        description = "Decay of Adam's second moment (default: ${DEFAULT-VALUE}).")
    private double beta2 = D.beta2();

    @Option(
        names = "--maximum-gradient-norm",
        paramLabel = "X",
        description = "Where gradients are clipped (default: ${DEFAULT-VALUE}).")
    private double maximumGradientNorm = D.maximumGradientNorm();

    @Option(
        names = "--held-out",
        paramLabel = "X",
        description = "Share of the prompts kept from training (default: ${DEFAULT-VALUE}).")
    private double heldOut = D.heldOut();

    @Option(
        names = "--normalization-samples",
        paramLabel = "N",
        description =
            "Responses whose scores become mean 0 and deviation 1 (default: ${DEFAULT-VALUE}).")
    private int normalizationSamples = D.normalizationSamples();

    /// The configuration.
    public RewardModelConfig toConfig() {
      return new RewardModelConfig(
          weighting,
          filter,
          scorer,
          readOut,
          lengthDebiasing,
          epochs,
          batchSize,
          learningRate,
          headFactor,
          warmUp,
          finalRate,
          beta2,
          maximumGradientNorm,
          heldOut,
          normalizationSamples);
    }
  }

  /// Reads a weighting's name.
  static final class WeightingName implements ITypeConverter<Weighting> {
    @Override
    public Weighting convert(String value) {
      return Weighting.of(value)
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected one of " + Weighting.names() + ", got " + value));
    }
  }

  /// Reads a scorer's name.
  static final class ScorerName implements ITypeConverter<Scorer> {
    @Override
    public Scorer convert(String value) {
      return Scorer.of(value)
          .orElseThrow(
              () -> new TypeConversionException("expected fine-tuned or linear, got " + value));
    }
  }

  /// Reads a read-out's name.
  static final class ReadOutName implements ITypeConverter<ReadOut> {
    @Override
    public ReadOut convert(String value) {
      return ReadOut.of(value)
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected last-token or mean-with-log-probs, got " + value));
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    RewardModelConfig config = Settings.of(options::toConfig);
    AnnotateConfig annotate = Settings.of(() -> AnnotateConfig.DEFAULTS.withPairs(pairs));
    RunFolder run = RunFolder.of(global.out("reward-model"));
    StageFolder folder = run.stage(StageName.REWARD_MODEL);
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      RewardModelStage stage = new RewardModelStage(config, context);
      Path file = labels.file;
      Path ratings = labels.ratings;
      if (ratings != null && !skipBad.isAsked()) {
        RatedPairs made =
            RatedPairs.of(ratings, RatingFile.read(ratings), GoldRubric.DEFAULTS.weights());
        console.print(RatingTable.pairs(made));
        file = run.path().resolve("labels.jsonl");
        AnnotateCommand.write(file, made.pairs(), global.fresh());
      } else if (file != null || skipBad.isAsked()) {
        file = skipBad.usable(file, run.path(), console);
      } else {
        file = run.path().resolve("labels.jsonl");
        AnnotateCommand.write(file, fresh(data, new Annotation(annotate, context)), global.fresh());
        console.say("labels: " + file);
      }
      show(console, stage.run(model, file, Set.copyOf(without), folder));
    }
  }

  private List<Preference> fresh(DataFolder data, Annotation annotation) {
    String name = labels.annotators == null ? "careful" : labels.annotators;
    List<AnnotatorProfile> crowd = Annotation.crowd(data, name);
    return annotation.label(model, annotation.sample(model), crowd);
  }

  /// Says what came of it.
  public static void show(Console console, StageResult<RewardModelSummary> result) {
    RewardModelSummary summary = result.summary();
    console.print(
        "%d labels (%d dropped, %d left out, %d held out); %s"
            .formatted(
                summary.pairs(),
                summary.dropped(),
                summary.leftOut(),
                summary.heldOut(),
                result.folder().model()));
    console.print(summary.source());
    summary
        .ridge()
        .ifPresent(ridge ->
            console.print(
                "the head alone was fitted, with an L2 penalty of %s by cross-validation"
                    .formatted(Figure.of("%.4g", java.util.OptionalDouble.of(ridge)))));
    weights(console, summary);
    summary.limits().forEach(console::print);
    Table table = new Table("held out", "share", "95% interval");
    row(table, "ordered as labelled", summary.accuracy());
    row(table, "ordered as the gold rubric does", summary.goldAccuracy());
    row(table, "true statement over false one", Optional.of(summary.oneFactAccuracy()));
    console.print(table.toString());
    Optional<RewardAudit> audit = audit(result);
    audit.ifPresent(it -> AuditTable.of(it).forEach(console::print));
    console.json(new Document(summary, audit));
  }

  /// The summary's fields, and the audit beside them.
  private record Document(@JsonUnwrapped RewardModelSummary summary, Optional<RewardAudit> audit) {}

  /// What the stage's folder says of what the model pays for; empty in one that was made before
  /// there were audits.
  private static Optional<RewardAudit> audit(StageResult<RewardModelSummary> result) {
    Path file = result.folder().audit();
    return Files.isRegularFile(file)
        ? Optional.of(
            Json.read(
                file,
                node -> Json.MAPPER.treeToValue(node, RewardAudit.class),
                "train the reward model again with --fresh"))
        : Optional.empty();
  }

  /// Who counts how much, where not all count alike.
  private static void weights(Console console, RewardModelSummary summary) {
    if (!summary.weights().isEmpty()) {
      Table table = new Table("annotator", "labels", "reliability", "weight", "");
      for (AnnotatorWeight person : summary.weights()) {
        table.row(
            person.annotator().isEmpty() ? "(nobody named)" : person.annotator(),
            String.valueOf(person.labels()),
            "%.3f".formatted(person.reliability()),
            "%.3f".formatted(person.weight()),
            person.dropped() ? "dropped by the filter" : "");
      }
      console.print(table.toString());
      console.print(
          "%d labels dropped by the filter; weights are scaled to a mean of 1 in training"
              .formatted(summary.filtered()));
    }
    summary.warnings().forEach(console::warn);
  }

  private static void row(Table table, String name, Optional<Interval> share) {
    table.row(
        name,
        share.map(it -> "%.3f".formatted(it.mean())).orElse("-"),
        share.map(it -> "%.3f to %.3f".formatted(it.lo(), it.hi())).orElse("-"));
  }
}

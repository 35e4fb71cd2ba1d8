package org.rlhflab.pretrain;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.PretrainConfig.MatrixOptimizer;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.pretrain.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf pretrain`.
@Command(
    name = "pretrain",
    description = "Stage 1: train a tokenizer and a base model on raw text.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf pretrain --out runs/mine",
      "  rlhf pretrain --corpus my-texts --tokens 3000000 --out runs/other"
    })
public final class PretrainCommand implements Runnable {
  @Mixin private final Options options = new Options();

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Text files, documents apart by an empty line (default: the data's).")
  private @Nullable Path corpus;

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// The options of [PretrainConfig], for every command that pretrains.
  public static final class Options {
    private static final PretrainConfig D = PretrainConfig.DEFAULTS;

    @Option(
        names = "--vocabulary",
        paramLabel = "N",
        description = "Most tokens of the tokenizer (default: ${DEFAULT-VALUE}).")
    private int vocabulary = D.vocabulary();

    @Option(
        names = "--context",
        paramLabel = "N",
        description = "Longest sequence in tokens (default: ${DEFAULT-VALUE}).")
    private int context = D.context();

    @Option(
        names = "--width",
        paramLabel = "N",
        description = "Numbers that represent a position (default: ${DEFAULT-VALUE}).")
    private int width = D.width();

    @Option(
        names = "--layers",
        paramLabel = "N",
        description = "Blocks (default: ${DEFAULT-VALUE}).")
    private int layers = D.layers();

    @Option(
        names = "--heads",
        paramLabel = "N",
        description = "Attention heads (default: ${DEFAULT-VALUE}).")
    private int heads = D.heads();

    @Option(
        names = "--initial-deviation",
        paramLabel = "X",
        description = "Deviation of the initial weights (default: ${DEFAULT-VALUE}).")
    private double initialDeviation = D.initialDeviation();

    @Option(
        names = "--tokens",
        paramLabel = "N",
        description = "Tokens of training in all (default: ${DEFAULT-VALUE}).")
    private long tokens = D.tokens();

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Sequences a step (default: ${DEFAULT-VALUE}).")
    private int batchSize = D.batchSize();

    @Option(
        names = "--sequence-length",
        paramLabel = "N",
        description = "Tokens of a training sequence (default: ${DEFAULT-VALUE}).")
    private int sequenceLength = D.sequenceLength();

    @Option(
        names = "--optimizer",
        paramLabel = "NAME",
        description = "Of the blocks' matrices: muon (default) or adam.")
    private MatrixOptimizer optimizer = D.optimizer();

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The highest rate (default: ${DEFAULT-VALUE}).")
    private double learningRate = D.learningRate();

    @Option(
        names = "--embedding-factor",
        paramLabel = "X",
        description =
            "How many times faster than all else embeddings learn (default: ${DEFAULT-VALUE}).")
    private double embeddingFactor = D.embeddingFactor();

    @Option(
        names = "--warm-up",
        paramLabel = "X",
        description = "Share of the steps in which the rate rises (default: ${DEFAULT-VALUE}).")
    private double warmUp = D.warmUp();

    @Option(
        names = "--cool-down",
        paramLabel = "X",
        description = "Share of the steps in which the rate falls (default: ${DEFAULT-VALUE}).")
    private double coolDown = D.coolDown();

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
        names = "--order",
        paramLabel = "N",
        description = "Highest n-gram order, 1 to 5 (default: ${DEFAULT-VALUE}).")
    private int order = D.order();

    /// The configuration.
    public PretrainConfig toConfig() {
      return new PretrainConfig(
          vocabulary,
          context,
          width,
          layers,
          heads,
          initialDeviation,
          tokens,
          batchSize,
          sequenceLength,
          optimizer,
          learningRate,
          embeddingFactor,
          warmUp,
          coolDown,
          finalRate,
          beta2,
          maximumGradientNorm,
          order);
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    PretrainConfig config = Settings.of(options::toConfig);
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      var result =
          new PretrainStage(config, context)
              .run(
                  corpus == null ? data.corpus() : corpus,
                  RunFolder.of(global.out("pretrain")).stage(StageName.PRETRAIN));
      show(console, result);
    }
  }

  /// Says what came of it.
  public static void show(Console console, StageResult<PretrainSummary> result) {
    PretrainSummary summary = result.summary();
    console.print(
        "%d tokens, %d pieces; %s"
            .formatted(summary.tokens(), summary.vocabulary(), result.folder().model()));
    Table table = new Table("held out", "text", "answers", "bits/byte");
    for (PretrainSummary.Orders order : summary.ngramOrders()) {
      table.row(
          order.order() + "-gram",
          "%.2f".formatted(order.perplexity()),
          Figure.of("%.2f", order.answerPerplexity()),
          "%.3f".formatted(order.bitsPerByte()));
    }
    table.row(
        "GPT",
        "%.2f".formatted(summary.perplexity().gpt()),
        Figure.of("%.2f", summary.answerPerplexity().gpt()),
        "%.3f".formatted(summary.bitsPerByte().gpt()));
    console.print(table.toString());
    console.json(summary);
  }
}

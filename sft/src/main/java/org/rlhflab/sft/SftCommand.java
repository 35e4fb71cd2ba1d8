package org.rlhflab.sft;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf sft`.
@Command(
    name = "sft",
    description = "Stage 2: fine-tune a base model on written demonstrations.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf sft --model runs/mine/1-pretrain --out runs/mine",
      "  rlhf sft --model runs/mine/1-pretrain --demonstrations sloppy \\",
      "      --out runs/sloppy"
    })
public final class SftCommand implements Runnable {
  @Mixin private final Options options = new Options();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The base model: a pretrain stage's folder.")
  private Path model = Path.of("");

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Pretraining text to mix in (default: the data's).")
  private @Nullable Path corpus;

  @Option(
      names = "--demonstrations",
      paramLabel = "FILE",
      description =
          "A file, or mixed, careful, sloppy or laymen from the data (default: ${DEFAULT-VALUE}).")
  private String demonstrations = "mixed";

  @Mixin private final GlobalOptions global = new GlobalOptions();

  /// The options of [SftConfig], for every command that fine-tunes.
  public static final class Options {
    private static final SftConfig D = SftConfig.DEFAULTS;

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Passes over the demonstrations (default: ${DEFAULT-VALUE}).")
    private int epochs = D.epochs();

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Demonstrations a step (default: ${DEFAULT-VALUE}).")
    private int batchSize = D.batchSize();

    @Option(
        names = "--replay",
        paramLabel = "X",
        description =
            "Pretraining documents mixed in for each demonstration (default: ${DEFAULT-VALUE}).")
    private double replay = D.replay();

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The highest rate (default: ${DEFAULT-VALUE}).")
    private double learningRate = D.learningRate();

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
        description = "Share of the demonstrations kept from training (default: ${DEFAULT-VALUE}).")
    private double heldOut = D.heldOut();

    /// The configuration.
    public SftConfig toConfig() {
      return new SftConfig(
          epochs,
          batchSize,
          replay,
          learningRate,
          warmUp,
          finalRate,
          beta2,
          maximumGradientNorm,
          heldOut);
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    SftConfig config = Settings.of(options::toConfig);
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      StageResult<SftSummary> result =
          new SftStage(config, context)
              .run(
                  model,
                  demonstrations(data),
                  corpus == null ? data.corpus() : corpus,
                  RunFolder.of(global.out("sft")).stage(StageName.SFT));
      SftSummary summary = result.summary();
      console.print(
          "%d demonstrations; loss %.3f, held out %s nats a token; %s"
              .formatted(
                  summary.demonstrations(),
                  summary.loss(),
                  Figure.of("%.3f", summary.heldOutLoss()),
                  result.folder().model()));
      if (summary.cut() > 0) {
        console.warn(summary.cut() + " demonstrations were longer than the context and were cut");
      }
      console.json(summary);
    }
  }

  /// The name of a file in the data, or a path.
  private Path demonstrations(DataFolder data) {
    Path shipped = data.demonstrations(demonstrations);
    return Files.exists(shipped) ? shipped : Path.of(demonstrations);
  }
}

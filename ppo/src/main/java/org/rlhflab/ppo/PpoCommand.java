package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.objective.KlEstimator;
import org.rlhflab.ppo.rollout.EnsembleReward;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rlhf ppo`.
@Command(
    name = "ppo",
    description = "Stage 4: train a policy against a reward model by PPO.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf ppo --model runs/mine/2-sft --reward-model runs/mine/3-reward-model",
      "  rlhf ppo --model runs/mine/2-sft --reward-model runs/mine/3-reward-model \\",
      "      --iterations 2000 --kl-controller adaptive --out runs/long",
      "  rlhf ppo --model runs/mine/2-sft --reward length --out runs/length"
    })
public final class PpoCommand implements Runnable {
  @Mixin private final GlobalOptions global = new GlobalOptions();
  @Mixin private final Options options = new Options();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The fine-tuned model: an sft stage's folder.")
  private Path model = Path.of("");

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Scores scores = new Scores();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to answer (default: the data's training prompts).")
  private @Nullable Path prompts;

  /// Where scores come from: one or the other.
  private static final class Scores {
    @Option(
        names = "--reward-model",
        paramLabel = "DIR",
        description =
            "A reward-model stage's folder; given several times, an ensemble of them (see"
                + " --ensemble).")
    private List<Path> rewardModels = List.of();

    @Option(
        names = "--reward",
        paramLabel = "DIR|length|gold",
        description =
            "The same, or a rule: length (words) or gold (the known truth, which trains nowhere"
                + " else).")
    private @Nullable String reward;

    RewardSource source() {
      return reward == null ? new RewardSource.Learned(rewardModels) : RewardSource.of(reward);
    }
  }

  /// The options of [PpoConfig], for every command that runs PPO.
  public static final class Options {
    private static final PpoConfig D = PpoConfig.DEFAULTS;

    @Option(
        names = "--iterations",
        paramLabel = "N",
        description = "Rollouts and updates in turn (default: ${DEFAULT-VALUE}).")
    private int iterations = D.iterations();

    @Option(
        names = "--batch-size",
        paramLabel = "N",
        description = "Responses of a rollout (default: ${DEFAULT-VALUE}).")
    private int batchSize = D.batchSize();

    @Option(
        names = "--epochs",
        paramLabel = "N",
        description = "Passes over a rollout (default: ${DEFAULT-VALUE}).")
    private int epochs = D.epochs();

    @Option(
        names = "--minibatch-size",
        paramLabel = "N",
        description = "Responses a step (default: ${DEFAULT-VALUE}).")
    private int minibatchSize = D.minibatchSize();

    @Option(
        names = "--temperature",
        paramLabel = "X",
        description = "Of sampling and of every log-probability (default: ${DEFAULT-VALUE}).")
    private double temperature = D.temperature();

    @Option(
        names = "--maximum-tokens",
        paramLabel = "N",
        description = "Longest response in tokens (default: ${DEFAULT-VALUE}).")
    private int maximumTokens = D.maximumTokens();

    @Option(
        names = "--ensemble",
        paramLabel = "NAME",
        description =
            "Score of several reward models: mean (default), worst, or uncertainty, the mean less"
                + " the variance.")
    private EnsembleReward.Combination ensemble = D.ensemble();

    @Option(
        names = "--ensemble-weight",
        paramLabel = "X",
        description = "Of that variance (default: ${DEFAULT-VALUE}).")
    private double ensembleWeight = D.ensembleWeight();

    @Option(
        names = "--kl-controller",
        paramLabel = "NAME",
        description =
            "fixed (default) keeps the KL coefficient, adaptive leads the KL to its target.")
    private PpoConfig.Controller klController = D.klController();

    @Option(
        names = "--kl-coefficient",
        paramLabel = "X",
        description = "What a nat of KL costs, in units of the score (default: ${DEFAULT-VALUE}).")
    private double klCoefficient = D.klCoefficient();

    @Option(
        names = "--kl-target",
        paramLabel = "X",
        description = "Nats a response, for the adaptive controller (default: ${DEFAULT-VALUE}).")
    private double klTarget = D.klTarget();

    @Option(
        names = "--kl-horizon",
        paramLabel = "N",
        description = "Responses, for the adaptive controller (default: ${DEFAULT-VALUE}).")
    private int klHorizon = D.klHorizon();

    @Option(
        names = "--kl-estimator",
        paramLabel = "NAME",
        description = "Of a token's KL: k1 (default) or k3.")
    private KlEstimator klEstimator = D.klEstimator();

    @Option(
        names = "--missing-end-penalty",
        paramLabel = "X",
        description = "What a response that never ends loses (default: ${DEFAULT-VALUE}).")
    private double missingEndPenalty = D.missingEndPenalty();

    @Option(
        names = "--gamma",
        paramLabel = "X",
        description = "Discount (default: ${DEFAULT-VALUE}).")
    private double gamma = D.gamma();

    @Option(
        names = "--lambda",
        paramLabel = "X",
        description = "Of generalized advantage estimation (default: ${DEFAULT-VALUE}).")
    private double lambda = D.lambda();

    @Option(
        names = "--clip-range",
        paramLabel = "X",
        description = "Of the probability ratio (default: ${DEFAULT-VALUE}).")
    private double clipRange = D.clipRange();

    @Option(
        names = "--value-clip-range",
        paramLabel = "X",
        description = "Of the value head's guesses (default: ${DEFAULT-VALUE}).")
    private double valueClipRange = D.valueClipRange();

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The policy's, falling to 0 (default: ${DEFAULT-VALUE}).")
    private double learningRate = D.learningRate();

    @Option(
        names = "--adam-epsilon",
        paramLabel = "X",
        description = "Adam's epsilon (default: ${DEFAULT-VALUE}).")
    private double adamEpsilon = D.adamEpsilon();

    @Option(
        names = "--maximum-gradient-norm",
        paramLabel = "X",
        description = "Where gradients are clipped (default: ${DEFAULT-VALUE}).")
    private double maximumGradientNorm = D.maximumGradientNorm();

    @Option(
        names = "--value-learning-rate",
        paramLabel = "X",
        description = "The value head's (default: ${DEFAULT-VALUE}).")
    private double valueLearningRate = D.valueLearningRate();

    @Option(
        names = "--value-passes",
        paramLabel = "N",
        description = "Passes of the value head over a rollout (default: ${DEFAULT-VALUE}).")
    private int valuePasses = D.valuePasses();

    @Option(
        names = "--calibration-samples",
        paramLabel = "N",
        description = "Responses that the value head starts from (default: ${DEFAULT-VALUE}).")
    private int calibrationSamples = D.calibrationSamples();

    /// The configuration.
    public PpoConfig toConfig() {
      return new PpoConfig(
          iterations,
          batchSize,
          epochs,
          minibatchSize,
          temperature,
          maximumTokens,
          ensemble,
          ensembleWeight,
          klController,
          klCoefficient,
          klTarget,
          klHorizon,
          klEstimator,
          missingEndPenalty,
          gamma,
          lambda,
          clipRange,
          valueClipRange,
          learningRate,
          adamEpsilon,
          maximumGradientNorm,
          valueLearningRate,
          valuePasses,
          calibrationSamples);
    }
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    PpoConfig config = Settings.of(options::toConfig);
    RewardSource reward = scores.source();
    if (reward instanceof RewardSource.Gold) {
      console.say(
          "Trains on the gold rubric itself, which elsewhere only judges: its score is no longer an"
              + " independent judgment.");
    }
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      StageResult<PpoSummary> result =
          new PpoStage(config, context)
              .run(
                  new PpoInputs(model, reward, prompts == null ? data.prompts("train") : prompts),
                  RunFolder.of(global.out("ppo")).stage(StageName.PPO));
      PpoSummary summary = result.summary();
      console.print(
          "%d iterations: score %.2f, gold %s, %s words, KL %.1f nats; %s"
              .formatted(
                  summary.iterations(),
                  summary.score(),
                  Figure.of("%.2f", summary.gold()),
                  Figure.of("%.1f", summary.words()),
                  summary.kl(),
                  result.folder().model()));
      console.json(summary);
    }
  }
}

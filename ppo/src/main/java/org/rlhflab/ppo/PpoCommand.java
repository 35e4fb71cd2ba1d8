package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlhflab.ppo.objective.KlEstimator;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.EnsembleReward;
import org.rlhflab.pretrain.Settings;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Figure;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `rlhf ppo`.
@Command(
    name = "ppo",
    description = {
      "Stage 4: train a policy against a reward model by PPO, or by what it is compared with."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rlhf ppo --model runs/mine/2-sft --reward-model runs/mine/3-reward-model",
      "  rlhf ppo --model runs/mine/2-sft --reward-model runs/mine/3-reward-model \\",
      "      --iterations 2000 --kl-controller adaptive --out runs/long",
      "  rlhf ppo --model runs/mine/2-sft --reward length --out runs/length",
      "  rlhf ppo --model runs/mine/2-sft --algorithm dpo --labels my-labels.jsonl"
    })
public final class PpoCommand implements Runnable {
  @Mixin private final Options options = new Options();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The fine-tuned model: an sft stage's folder.")
  private Path model = Path.of("");

  @ArgGroup(exclusive = true)
  private @Nullable Scores scores;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Preferences that dpo learns from; it needs no reward.")
  private @Nullable Path labels;

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "Prompts to answer (default: the data's training prompts).")
  private @Nullable Path prompts;

  @Mixin private final GlobalOptions global = new GlobalOptions();

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
            "The same as --reward-model, or a rule: length (words) or gold (the known truth, which"
                + " trains nowhere else).")
    private @Nullable String reward;

    RewardSource source() {
      return reward == null ? new RewardSource.Learned(rewardModels) : RewardSource.of(reward);
    }
  }

  /// The options of [PpoConfig], for every command that runs PPO.
  public static final class Options {
    private static final PpoConfig D = PpoConfig.DEFAULTS;

    @Option(
        names = "--algorithm",
        paramLabel = "NAME",
        converter = AlgorithmName.class,
        description =
            "ppo (default), rloo, grpo, dpo (from --labels), or best-of-n, which trains nothing.")
    private PpoConfig.Algorithm algorithm = D.algorithm();

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
        names = "--samples",
        paramLabel = "N",
        description =
            "Of them to each prompt, for rloo, grpo and best-of-n (default: ${DEFAULT-VALUE}).")
    private int samples = D.samples();

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
        names = "--reward-scale",
        paramLabel = "X",
        description = "Scores are multiplied by it (default: ${DEFAULT-VALUE}).")
    private double rewardScale = D.rewardScale();

    @Option(
        names = "--reward-clip",
        paramLabel = "X",
        description = "Greatest size of a score, 0: any (default: ${DEFAULT-VALUE}).")
    private double rewardClip = D.rewardClip();

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
        description =
            "Of a token's KL in the reward: k1 (default), or k3, whose optimum is not quite the"
                + " KL's.")
    private KlEstimator klEstimator = D.klEstimator();

    @Option(
        names = "--missing-end",
        paramLabel = "NAME",
        description = "Without an end: subtract (default) the penalty from the score, or set it.")
    private ScoreShaping.MissingEnd missingEnd = D.missingEnd();

    @Option(
        names = "--missing-end-penalty",
        paramLabel = "X",
        description = "What a response that never ends loses (default: ${DEFAULT-VALUE}).")
    private double missingEndPenalty = D.missingEndPenalty();

    @Option(
        names = "--whiten-rewards",
        paramLabel = "NAME",
        description = "none (default), scaled, or centred (less their mean too).")
    private PpoConfig.Whitened whitenRewards = D.whitenRewards();

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
        names = "--whiten-advantages",
        paramLabel = "NAME",
        description = "none, scaled, or centred (default).")
    private PpoConfig.Whitened whitenAdvantages = D.whitenAdvantages();

    @Option(
        names = "--group-scale",
        paramLabel = "NAME",
        description = "What grpo divides advantages by: the group's deviation (default), or none.")
    private PpoConfig.GroupScale groupScale = D.groupScale();

    @Option(
        names = "--grpo-kl",
        paramLabel = "NAME",
        description = "Where grpo's KL stands: loss (default), always as k3, or reward.")
    private PpoConfig.KlPlace grpoKl = D.grpoKl();

    @Option(
        names = "--dpo-beta",
        paramLabel = "X",
        description = "What a nat of KL costs dpo (default: ${DEFAULT-VALUE}).")
    private double dpoBeta = D.dpoBeta();

    @Option(
        names = "--clip-range",
        paramLabel = "X",
        description = "Of the probability ratio (default: ${DEFAULT-VALUE}).")
    private double clipRange = D.clipRange();

    @Option(
        names = "--value-clip-range",
        paramLabel = "X",
        description = "Of the guesses of rewards to come (default: ${DEFAULT-VALUE}).")
    private double valueClipRange = D.valueClipRange();

    @Option(
        names = "--entropy-coefficient",
        paramLabel = "X",
        description = "Of the entropy bonus (default: ${DEFAULT-VALUE}).")
    private double entropyCoefficient = D.entropyCoefficient();

    @Option(
        names = "--approx-kl-limit",
        paramLabel = "X",
        description =
            "Approximate KL above which no further step is taken on a rollout, 0: none (default:"
                + " ${DEFAULT-VALUE}).")
    private double approxKlLimit = D.approxKlLimit();

    @Option(
        names = "--learning-rate",
        paramLabel = "X",
        description = "The policy's, at first (default: ${DEFAULT-VALUE}).")
    private double learningRate = D.learningRate();

    @Option(
        names = "--final-rate",
        paramLabel = "X",
        description = "Share of the learning rate left in the end (default: ${DEFAULT-VALUE}).")
    private double finalRate = D.finalRate();

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
        names = "--value-head",
        paramLabel = "NAME",
        converter = ValueStartName.class,
        description =
            "What guesses: a linear head on running features that begins with a regression:"
                + " regression (default); one on the hidden state that begins with nothing:"
                + " classic; a network that begins as the reward model: reward-model, or as the"
                + " policy: policy; or none.")
    private PpoConfig.ValueStart valueHead = D.valueHead();

    @Option(
        names = "--value-learning-rate",
        paramLabel = "X",
        description =
            "A value head's; a value network learns at the policy's (default: ${DEFAULT-VALUE}).")
    private double valueLearningRate = D.valueLearningRate();

    @Option(
        names = "--value-passes",
        paramLabel = "N",
        description =
            "Passes of the value head or network over a rollout (default: ${DEFAULT-VALUE}).")
    private int valuePasses = D.valuePasses();

    @Option(
        names = "--calibration-samples",
        paramLabel = "N",
        description =
            "Responses of the fine-tuned model that a value head starts from, and in whose"
                + " deviations a rule's scores are counted (default: ${DEFAULT-VALUE}).")
    private int calibrationSamples = D.calibrationSamples();

    @Option(
        names = "--evaluate-every",
        paramLabel = "N",
        description =
            "Iterations between two evaluations on the data's held-out prompts, written to"
                + " evaluation.jsonl; best-of-n is evaluated once, for 1, 2, 4 ... answers; 0:"
                + " never (default: ${DEFAULT-VALUE}).")
    private int evaluateEvery = D.evaluateEvery();

    /// The configuration.
    public PpoConfig toConfig() {
      return new PpoConfig(
          algorithm,
          iterations,
          batchSize,
          samples,
          epochs,
          minibatchSize,
          temperature,
          maximumTokens,
          ensemble,
          ensembleWeight,
          rewardScale,
          rewardClip,
          klController,
          klCoefficient,
          klTarget,
          klHorizon,
          klEstimator,
          missingEnd,
          missingEndPenalty,
          whitenRewards,
          gamma,
          lambda,
          whitenAdvantages,
          groupScale,
          grpoKl,
          dpoBeta,
          clipRange,
          valueClipRange,
          entropyCoefficient,
          approxKlLimit,
          learningRate,
          finalRate,
          adamEpsilon,
          maximumGradientNorm,
          valueHead,
          valueLearningRate,
          valuePasses,
          calibrationSamples,
          evaluateEvery);
    }
  }

  /// Names as they are in the help.
  static final class AlgorithmName implements ITypeConverter<PpoConfig.Algorithm> {
    @Override
    public PpoConfig.Algorithm convert(String value) {
      return named(PpoConfig.Algorithm.values(), value);
    }
  }

  /// Names as they are in the help.
  static final class ValueStartName implements ITypeConverter<PpoConfig.ValueStart> {
    @Override
    public PpoConfig.ValueStart convert(String value) {
      return named(PpoConfig.ValueStart.values(), value);
    }
  }

  private static <E extends Enum<E>> E named(E[] all, String value) {
    List<String> names = new ArrayList<>();
    for (E each : all) {
      String name = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(value.toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return each;
      }
      names.add(name);
    }
    throw new TypeConversionException(
        "expected one of %s but was '%s'".formatted(String.join(", ", names), value));
  }

  @Override
  public void run() {
    Console console = global.console();
    DataFolder data = new DataFolder(global.data());
    PpoConfig config = Settings.of(options::toConfig);
    Optional<RewardSource> reward = Optional.ofNullable(scores).map(Scores::source);
    checkSources(config.algorithm(), reward.isPresent());
    boolean learnsFromReward = config.algorithm() != PpoConfig.Algorithm.DPO;
    if (learnsFromReward && reward.filter(RewardSource.Gold.class::isInstance).isPresent()) {
      console.say(
          "Trains on the gold rubric itself, which elsewhere only judges: its score is no"
              + " longer an independent judgment.");
    }
    try (Workers workers = new Workers(global.threads())) {
      StageContext context =
          new StageContext(global.seed(), data, workers, console.progress(), global.fresh());
      StageResult<PpoSummary> result =
          new PpoStage(config, context)
              .run(
                  new PpoInputs(
                      model,
                      reward,
                      Optional.ofNullable(labels).map(it -> new PpoInputs.Labels(it, Set.of())),
                      prompts == null ? data.prompts("train") : prompts),
                  RunFolder.of(global.out("ppo")).stage(StageName.PPO));
      PpoSummary summary = result.summary();
      console.print(
          "%d iterations: score %s, gold %s, %s words, KL %.1f nats; %s"
              .formatted(
                  summary.iterations(),
                  Figure.of("%.2f", summary.score()),
                  Figure.of("%.2f", summary.gold()),
                  Figure.of("%.1f", summary.words()),
                  summary.kl(),
                  config.algorithm() == PpoConfig.Algorithm.BEST_OF_N
                      ? result.folder().metrics()
                      : result.folder().model()));
      summary.overoptimization().ifPresent(it -> console.print(it.text()));
      if (result.reused()) { // of a fresh one they have been said
        summary.warnings().forEach(console::warn);
      }
      console.json(summary);
    }
  }

  private void checkSources(PpoConfig.Algorithm algorithm, boolean hasReward) {
    if (algorithm == PpoConfig.Algorithm.DPO && labels == null) {
      throw new BadInput("dpo learns from labels: give --labels FILE");
    }
    if (algorithm != PpoConfig.Algorithm.DPO && labels != null) {
      throw new BadInput(
          "--labels goes with --algorithm dpo; the others learn from --reward-model DIR or"
              + " --reward");
    }
    if (algorithm != PpoConfig.Algorithm.DPO && !hasReward) {
      throw new BadInput(
          algorithm.shown()
              + " needs scores: give --reward-model DIR, or --reward DIR|length|gold");
    }
  }
}

package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.objective.GeneralizedAdvantageEstimation;
import org.rlhflab.ppo.objective.KlController;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.objective.Whitening;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.ppo.rollout.RolloutCollector;
import org.rlhflab.ppo.rollout.ValueFeatures;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.StageRunner;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.model.RewardModelFolder;

/// Stage 4: a policy that the reward model likes better, kept near the fine-tuned model.
///
/// Stiennon et al. (2020) and Ouyang et al. (2022), by the PPO of Schulman et al. (2017): roll out,
/// score, estimate advantages, update; thousands of times in production, dozens here.
public final class PpoStage {
  private static final String VALUE = "value";
  private static final int CHECKPOINT_EVERY = 10;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;

  private final PpoConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public PpoStage(PpoConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Tunes the model in `fineTuned` against the reward model in `reward`, on training prompts.
  public StageResult<PpoSummary> run(
      Path fineTuned, Path reward, Path prompts, StageFolder folder) {
    Path model = ModelFolder.locate(fineTuned);
    Path rewardModel = ModelFolder.locate(reward);
    ModelFolder start = ModelFolder.readLanguageModel(model);
    RewardModelFolder judge = RewardModelFolder.read(rewardModel, context.workers());
    if (!judge.tokenizer().fingerprint().equals(start.tokenizer().fingerprint())) {
      throw BadInput.in(
          rewardModel,
          "has another tokenizer than "
              + model
              + "; a reward model belongs to the fine-tuned model it was made from");
    }
    List<Prompt> asked = PromptFile.read(prompts);
    return StageRunner.run(
        context,
        StageName.PPO,
        config,
        Map.of(
            "model", Sha256.of(model),
            "reward_model", Sha256.of(rewardModel),
            "prompts", Sha256.of(prompts)),
        folder,
        PpoSummary.class,
        () -> train(start, judge.model()::score, asked, folder));
  }

  private PpoSummary train(
      ModelFolder start, RewardFunction reward, List<Prompt> prompts, StageFolder folder) {
    Gpt reference = start.gpt();
    Gpt policy = reference.withScalarHead(VALUE, reference.config().width() + ValueFeatures.EXTRAS);
    policy.forgetOptimizer();
    Sampling sampling = Sampling.at(config.temperature(), config.maximumTokens());
    RolloutCollector collector =
        new RolloutCollector(
            policy, reference, reward, sampling, start.tokenizer().endOfText(), context.workers());
    PromptQueue queue = new PromptQueue(prompts, start, context.random().stream("ppo", "prompts"));
    World world = WorldReader.read(context.data().world());
    ModelFolder result = new ModelFolder(policy, start.tokenizer(), ModelFolder.Kind.POLICY);
    PpoSummary summary = loop(policy, collector, queue, new RolloutJudge(world), result, folder);
    result.write(folder.model());
    SamplesLog.write(folder.samples(), SampleResponses.of(result, world, context));
    return summary;
  }

  private PpoSummary loop(
      Gpt policy,
      RolloutCollector collector,
      PromptQueue queue,
      RolloutJudge judge,
      ModelFolder result,
      StageFolder folder) {
    ValueHead values = calibrated(collector, queue);
    policy.setHead(VALUE, values.folded());
    result.write(folder.checkpoint());
    PolicyUpdate update =
        new PolicyUpdate(
            policy,
            context.workers(),
            new Adam(BETA1, BETA2, (float) config.adamEpsilon()),
            config.maximumGradientNorm(),
            new ClippedSurrogate((float) config.clipRange()),
            config.temperature());
    KlController controller =
        switch (config.klController()) {
          case FIXED -> new KlController.Fixed(config.klCoefficient());
          case ADAPTIVE ->
              new KlController.Adaptive(
                  config.klCoefficient(), config.klTarget(), config.klHorizon());
        };
    Progress progress = context.progress();
    progress.begin("PPO", config.iterations(), "iterations");
    Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    RandomGenerator order = context.random().stream("ppo", "minibatches");
    try (MetricsLog log = MetricsLog.create(folder.metrics())) {
      for (int iteration = 1; iteration <= config.iterations(); iteration++) {
        long seed = context.random().key("ppo", "rollout", Integer.toString(iteration));
        List<QueuedPrompt> asked = queue.next(config.batchSize());
        Rollout rollout = collector.collect(tokens(asked), seed);
        double rate = config.learningRate() * (1 - (iteration - 1.0) / config.iterations());
        metrics.clear();
        TokenRewards.Result earned =
            improve(rollout, values, update, controller.coefficient(), rate, order, metrics);
        metrics.put(MetricName.KL_COEFFICIENT, (double) controller.coefficient());
        controller = controller.after(earned.kl(), config.batchSize());
        judge.measure(asked, rollout, result.tokenizer(), metrics);
        log.write(iteration, metrics);
        policy.setHead(VALUE, values.folded());
        progress.advance(1, "score %.2f, KL %.1f".formatted(earned.score(), earned.kl()));
        if (iteration % CHECKPOINT_EVERY == 0) {
          result.write(folder.checkpoint());
        }
      }
    } finally {
      progress.end();
    }
    return new PpoSummary(
        config.iterations(),
        metrics.getOrDefault(MetricName.KL, Double.NaN),
        metrics.getOrDefault(MetricName.SCORES, Double.NaN),
        figure(metrics, MetricName.GOLD_OVERALL),
        figure(metrics, MetricName.WORDS),
        metrics.getOrDefault(MetricName.EXPLAINED_VARIANCE, Double.NaN));
  }

  private static OptionalDouble figure(Map<MetricName, Double> metrics, MetricName name) {
    Double value = metrics.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// A value head fitted to responses of the fine-tuned model, for which the policy still stands:
  /// every token's return is its response's score.
  private ValueHead calibrated(RolloutCollector collector, PromptQueue queue) {
    long seed = context.random().key("ppo", "calibration");
    Rollout rollout = collector.collect(tokens(queue.next(config.calibrationSamples())), seed);
    float[] returns = new float[rollout.tokens()];
    float[] rewards = new float[rollout.tokens()];
    rewards(0)
        .evaluate(
            rollout.starts(),
            rollout.logProbs(),
            rollout.referenceLogProbs(),
            rollout.scores(),
            rollout.ended(),
            rewards);
    new GeneralizedAdvantageEstimation((float) config.gamma(), 1)
        .evaluate(
            rollout.starts(),
            rewards,
            new float[rewards.length],
            new float[rewards.length],
            returns);
    return ValueHead.fit(rollout.features(), returns);
  }

  private TokenRewards rewards(double coefficient) {
    return new TokenRewards(
        (float) coefficient, config.klEstimator(), (float) config.missingEndPenalty());
  }

  private TokenRewards.Result improve(
      Rollout rollout,
      ValueHead head,
      PolicyUpdate update,
      double coefficient,
      double rate,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    float[] rewards = new float[rollout.tokens()];
    float[] advantages = new float[rollout.tokens()];
    float[] returns = new float[rollout.tokens()];
    float[] values = head.values(rollout.features());
    TokenRewards.Result earned =
        rewards(coefficient)
            .evaluate(
                rollout.starts(),
                rollout.logProbs(),
                rollout.referenceLogProbs(),
                rollout.scores(),
                rollout.ended(),
                rewards);
    new GeneralizedAdvantageEstimation((float) config.gamma(), (float) config.lambda())
        .evaluate(rollout.starts(), rewards, values, advantages, returns);
    new Whitening(true).apply(advantages);
    metrics.put(MetricName.EXPLAINED_VARIANCE, ValueHead.explainedVariance(values, returns));
    policyPasses(rollout, advantages, update, rate, order, metrics);
    valuePasses(rollout, head, values, returns, order, metrics);
    metrics.put(MetricName.KL, earned.kl());
    metrics.put(MetricName.SCORES, earned.score());
    metrics.put(MetricName.NON_SCORE_REWARD, earned.nonScoreReward());
    metrics.put(MetricName.RLHF_REWARD, earned.rlhfReward());
    metrics.put(MetricName.ENTROPY, entropy(rollout));
    metrics.put(MetricName.LEARNING_RATE, rate);
    return earned;
  }

  private void policyPasses(
      Rollout rollout,
      float[] advantages,
      PolicyUpdate update,
      double rate,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    List<ClippedSurrogate.Result> results = new ArrayList<>();
    double norm = 0;
    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      for (int[] chosen : minibatches(rollout.responses().size(), order)) {
        results.add(update.step(rollout, chosen, advantages, rate));
        norm += update.gradientNorm();
      }
    }
    int[] first = IntStream.range(0, config.minibatchSize()).toArray();
    update.check(rollout, first, advantages);
    metrics.put(MetricName.GRADIENT_NORM, norm / results.size());
    metrics.put(MetricName.POLICY_LOSS, mean(results, ClippedSurrogate.Result::loss));
    metrics.put(
        MetricName.POLICY_CLIP_FRACTION, mean(results, ClippedSurrogate.Result::clipFraction));
    metrics.put(MetricName.APPROX_KL, mean(results, ClippedSurrogate.Result::approxKl));
    metrics.put(MetricName.RATIO, mean(results, ClippedSurrogate.Result::meanRatio));
  }

  private void valuePasses(
      Rollout rollout,
      ValueHead head,
      float[] values,
      float[] returns,
      RandomGenerator order,
      Map<MetricName, Double> metrics) {
    ClippedValueLoss loss = new ClippedValueLoss((float) config.valueClipRange());
    List<ClippedValueLoss.Result> results = new ArrayList<>();
    for (int pass = 0; pass < config.valuePasses(); pass++) {
      for (int[] chosen : minibatches(rollout.responses().size(), order)) {
        int[] tokens = tokensOf(rollout, chosen);
        float[][] features =
            IntStream.of(tokens).mapToObj(t -> rollout.features()[t]).toArray(float[][]::new);
        results.add(
            head.step(
                features,
                PolicyUpdate.gathered(rollout, values, chosen),
                PolicyUpdate.gathered(rollout, returns, chosen),
                loss,
                config.valueLearningRate()));
      }
    }
    metrics.put(MetricName.VALUE_LOSS, mean(results, ClippedValueLoss.Result::loss));
    metrics.put(
        MetricName.VALUE_CLIP_FRACTION, mean(results, ClippedValueLoss.Result::clipFraction));
  }

  private List<int[]> minibatches(int responses, RandomGenerator order) {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, responses).boxed().toList());
    Collections.shuffle(shuffled, Random.from(order));
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < responses; from += config.minibatchSize()) {
      int to = Math.min(responses, from + config.minibatchSize());
      batches.add(
          shuffled.subList(from, to).stream().mapToInt(Integer::intValue).sorted().toArray());
    }
    return batches;
  }

  private static int[] tokensOf(Rollout rollout, int[] chosen) {
    return IntStream.of(chosen)
        .flatMap(i -> IntStream.range(rollout.starts()[i], rollout.starts()[i + 1]))
        .toArray();
  }

  private static double entropy(Rollout rollout) {
    double sum = 0;
    for (float logProb : rollout.logProbs()) {
      sum -= logProb;
    }
    return sum / rollout.responses().size();
  }

  private static <T> double mean(List<T> items, java.util.function.ToDoubleFunction<T> figure) {
    return items.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static List<int[]> tokens(List<QueuedPrompt> prompts) {
    return prompts.stream().map(QueuedPrompt::tokens).toList();
  }

  /// A prompt and its tokens.
  record QueuedPrompt(Prompt prompt, int[] tokens) {}

  /// Training prompts in shuffled order, each once before any comes again.
  private static final class PromptQueue {
    private final List<QueuedPrompt> all;
    private final RandomGenerator random;
    private final List<QueuedPrompt> left = new ArrayList<>();

    PromptQueue(List<Prompt> prompts, ModelFolder model, RandomGenerator random) {
      Tokenizer tokenizer = model.tokenizer();
      int context = model.gpt().config().context();
      this.random = random;
      this.all =
          prompts.stream()
              .map(p -> new QueuedPrompt(p, tokenizer.encode(PromptFormat.prompt(p.prompt()))))
              .filter(p -> p.tokens().length < context)
              .toList();
      if (all.isEmpty()) {
        throw new BadInput("no prompt leaves room for an answer in " + context + " tokens");
      }
    }

    List<QueuedPrompt> next(int count) {
      List<QueuedPrompt> batch = new ArrayList<>();
      while (batch.size() < count) {
        if (left.isEmpty()) {
          left.addAll(all);
          Collections.shuffle(left, Random.from(random));
        }
        batch.add(left.removeLast());
      }
      return batch;
    }
  }

  /// The known truth on rollouts, for the log only: it never trains.
  static final class RolloutJudge {
    private final GoldMetrics gold;

    RolloutJudge(World world) {
      this.gold = new GoldMetrics(world);
    }

    void measure(
        List<QueuedPrompt> asked,
        Rollout rollout,
        Tokenizer tokenizer,
        Map<MetricName, Double> metrics) {
      List<Optional<Map<MetricName, Double>>> all = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        String text = text(rollout, i, tokenizer);
        all.add(gold.of(asked.get(i).prompt().prompt(), text, rollout.ended()[i]));
      }
      GoldMetrics.addMeans(all, metrics);
    }

    private static String text(Rollout rollout, int i, Tokenizer tokenizer) {
      int[] tokens = rollout.responses().get(i).tokens();
      int first = rollout.responses().get(i).first();
      int end = tokens.length - (rollout.ended()[i] ? 1 : 0);
      return tokenizer.decode(java.util.Arrays.copyOfRange(tokens, first, end)).strip();
    }
  }
}

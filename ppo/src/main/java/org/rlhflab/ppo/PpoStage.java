package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.GeneralizedAdvantageEstimation;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.ppo.rollout.RolloutCollector;
import org.rlhflab.ppo.rollout.ValueFeatures;
import org.rlhflab.pretrain.LastGoodModel;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.StageRunner;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.stage.TrainingLoop;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.model.EncodedResponse;
import tools.jackson.databind.node.ObjectNode;

/// Stage 4: a policy that the reward model likes better, kept near the fine-tuned model.
///
/// Stiennon et al. (2020) and Ouyang et al. (2022), by the PPO of Schulman et al. (2017): roll out,
/// score, estimate advantages, update; thousands of times in production, dozens here.
public final class PpoStage {
  private static final String VALUE = "value";
  private static final int KEPT_EVERY = 10;
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
    return run(new PpoInputs(fineTuned, RewardSource.of(reward), prompts), folder);
  }

  /// Tunes a model on training prompts against any reward; or finds it done.
  public StageResult<PpoSummary> run(PpoInputs inputs, StageFolder folder) {
    Path model = ModelFolder.locate(inputs.fineTuned());
    ModelFolder start = ModelFolder.readLanguageModel(model);
    List<Prompt> asked = PromptFile.read(inputs.prompts());
    OpenedReward reward = OpenedReward.of(inputs.reward(), config, context, model, start, asked);
    Map<String, String> hashes = new TreeMap<>(reward.inputs());
    hashes.put("model", Sha256.of(model));
    hashes.put("prompts", Sha256.of(inputs.prompts()));
    ObjectNode settings = Json.tree(config);
    settings.put("reward", inputs.reward().key());
    return StageRunner.run(
        context,
        StageName.PPO,
        settings,
        hashes,
        folder,
        PpoSummary.class,
        session -> train(start, reward, asked, session));
  }

  private PpoSummary train(
      ModelFolder start, OpenedReward source, List<Prompt> prompts, StageSession session) {
    Gpt reference = start.gpt();
    Gpt policy = reference.withScalarHead(VALUE, reference.config().width() + ValueFeatures.EXTRAS);
    policy.forgetOptimizer();
    Sampling sampling = Sampling.at(config.temperature(), config.maximumTokens());
    PromptQueue queue = new PromptQueue(prompts, start, context.random());
    RewardFunction reward = source.inCommonUnit(() -> answers(start, queue, sampling));
    RolloutCollector collector =
        new RolloutCollector(
            policy, reference, reward, sampling, start.tokenizer().endOfText(), context.workers());
    World world = WorldReader.read(context.data().world());
    ModelFolder result = new ModelFolder(policy, start.tokenizer(), ModelFolder.Kind.POLICY);
    PpoSummary summary = loop(policy, collector, queue, new RolloutJudge(world), result, session);
    result.write(session.folder().model());
    SamplesLog.write(session.folder().samples(), SampleResponses.of(result, world, context));
    return summary;
  }

  /// What the fine-tuned model answers to the first prompts.
  private List<EncodedResponse> answers(ModelFolder start, PromptQueue queue, Sampling sampling) {
    List<int[]> asked = tokens(queue.from(0, config.calibrationSamples()));
    List<Completion> completions =
        new Generator(start.gpt(), context.workers(), start.tokenizer().endOfText())
            .generate(asked, sampling, context.random().key("ppo", "standardization"));
    return IntStream.range(0, asked.size())
        .mapToObj(i -> EncodedResponse.of(asked.get(i), completions.get(i).tokens()))
        .toList();
  }

  private PpoSummary loop(
      Gpt policy,
      RolloutCollector collector,
      PromptQueue queue,
      RolloutJudge judge,
      ModelFolder result,
      StageSession session) {
    ValueHead values = calibrated(collector, queue);
    policy.setHead(VALUE, values.folded());
    PolicyUpdate update =
        new PolicyUpdate(
            policy,
            context.workers(),
            new Adam(BETA1, BETA2, (float) config.adamEpsilon()),
            config.maximumGradientNorm(),
            new ClippedSurrogate((float) config.clipRange()),
            config.temperature());
    PpoState state = new PpoState(values, config);
    LastGoodModel good = new LastGoodModel(update.state(), () -> 0);
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      new TrainingLoop(session, context.progress(), List.of(update.state(), state, log, good))
          .run(
              new TrainingLoop.Task("PPO", config.iterations(), 1, "iterations"),
              step -> {
                String word = iterate(step + 1, collector, queue, update, judge, result, state);
                log.write(step + 1, state.metrics());
                if ((step + 1) % KEPT_EVERY == 0) {
                  good.update();
                }
                return word;
              });
    } catch (TrainingFailed failure) {
      good.putBack();
      result.write(session.folder().checkpoint());
      throw failure;
    }
    Map<MetricName, Double> metrics = state.metrics();
    return new PpoSummary(
        config.iterations(),
        metrics.getOrDefault(MetricName.KL, Double.NaN),
        metrics.getOrDefault(MetricName.SCORES, Double.NaN),
        figure(metrics, MetricName.GOLD_OVERALL),
        figure(metrics, MetricName.WORDS),
        metrics.getOrDefault(MetricName.EXPLAINED_VARIANCE, Double.NaN));
  }

  /// One iteration, from 1; returns a word on it.
  private String iterate(
      long iteration,
      RolloutCollector collector,
      PromptQueue queue,
      PolicyUpdate update,
      RolloutJudge judge,
      ModelFolder result,
      PpoState state) {
    String name = Long.toString(iteration);
    long first = config.calibrationSamples() + (iteration - 1) * config.batchSize();
    List<PromptQueue.Queued> asked = queue.from(first, config.batchSize());
    Rollout rollout =
        collector.collect(tokens(asked), context.random().key("ppo", "rollout", name));
    double rate = config.learningRate() * (1 - (iteration - 1.0) / config.iterations());
    double coefficient = state.controller().coefficient();
    RandomGenerator order = context.random().stream("ppo", "minibatches", name);
    Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    TokenRewards.Result earned =
        new PpoIteration(config)
            .improve(rollout, state.values(), update, coefficient, rate, order, metrics);
    metrics.put(MetricName.KL_COEFFICIENT, coefficient);
    judge.measure(asked, rollout, result.tokenizer(), metrics);
    state.after(earned.kl(), config.batchSize(), metrics);
    result.gpt().setHead(VALUE, state.values().folded());
    return "score %.2f, KL %.1f".formatted(earned.score(), earned.kl());
  }

  private static OptionalDouble figure(Map<MetricName, Double> metrics, MetricName name) {
    Double value = metrics.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// A value head fitted to responses of the fine-tuned model, for which the policy still stands:
  /// every token's return is its response's score.
  private ValueHead calibrated(RolloutCollector collector, PromptQueue queue) {
    long seed = context.random().key("ppo", "calibration");
    Rollout rollout = collector.collect(tokens(queue.from(0, config.calibrationSamples())), seed);
    float[] returns = new float[rollout.tokens()];
    float[] rewards = new float[rollout.tokens()];
    new TokenRewards(0, config.klEstimator(), (float) config.missingEndPenalty())
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

  private static List<int[]> tokens(List<PromptQueue.Queued> prompts) {
    return prompts.stream().map(PromptQueue.Queued::tokens).toList();
  }

  /// The known truth on rollouts, for the log only: it never trains.
  static final class RolloutJudge {
    private final GoldMetrics gold;

    RolloutJudge(World world) {
      this.gold = new GoldMetrics(world);
    }

    void measure(
        List<PromptQueue.Queued> asked,
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

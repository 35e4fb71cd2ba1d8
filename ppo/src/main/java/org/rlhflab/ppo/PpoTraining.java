package org.rlhflab.ppo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rlhflab.ppo.evaluation.Evaluation;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.ppo.evaluation.EvaluationPrompts;
import org.rlhflab.ppo.evaluation.OveroptimizationFit;
import org.rlhflab.ppo.objective.EntropyBonus;
import org.rlhflab.ppo.objective.GeneralizedAdvantageEstimation;
import org.rlhflab.ppo.objective.TokenRewards;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueFunction;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.policy.ValueModel;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.ppo.rollout.RolloutCollector;
import org.rlhflab.ppo.rollout.ValueFeatures;
import org.rlhflab.pretrain.LastGoodModel;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.Resumable;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.ShuffledPasses;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.stage.TrainingLoop;
import org.rlhflab.pretrain.world.Prompt;
import org.rlhflab.pretrain.world.PromptFile;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.EncodedResponse;

/// One sitting of stage 4: rollouts and what an algorithm makes of them, in turn.
final class PpoTraining {
  private static final String VALUE = "value";
  private static final int KEPT_EVERY = 10;

  /// Exact KL and entropy cost a twentieth of an iteration; so they cost an eightieth of the
  /// training.
  private static final int EXACT_EVERY = 4;

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;

  private final PpoConfig config;
  private final StageContext context;
  private final ModelFolder start;
  private final StageSession session;
  private final World world;
  private final PromptQueue queue;
  private final Sampling sampling;
  private final boolean hasReward;
  private final List<String> warnings;
  private final RewardFunction reward;
  private final Gpt policy;
  private final ModelFolder result;
  private final RolloutCollector collector;
  private final RolloutJudge judge;
  private final PpoState state;
  private final PpoAlarms alarms;
  private final List<Resumable> trained = new ArrayList<>(); // the policy, where it is trained
  private final Improvement improvement;
  private final Optional<HeldOutEvaluation> heldOut;

  /// From the fine-tuned model and what the algorithm learns from.
  PpoTraining(
      PpoConfig config,
      StageContext context,
      ModelFolder start,
      List<Prompt> prompts,
      Optional<OpenedReward> source,
      List<Preference> labels,
      StageSession session) {
    this.config = config;
    int promptsAtOnce = config.batchSize() / config.responsesToAPrompt();
    this.alarms = new PpoAlarms(promptsAtOnce, isBestOfN() ? promptsAtOnce : config.batchSize());
    this.context = context;
    this.start = start;
    this.session = session;
    this.world = WorldReader.read(context.data().world());
    this.queue = new PromptQueue(prompts, start, context.random());
    this.sampling = Sampling.at(config.temperature(), config.maximumTokens());
    this.hasReward = source.isPresent();
    this.warnings = source.map(OpenedReward::warnings).orElse(List.of());
    this.reward =
        source
            .map(it -> it.inCommonUnit(this::ownAnswers))
            .orElse(responses -> new float[responses.size()]);
    this.policy = policy();
    this.result = new ModelFolder(policy, start.tokenizer(), ModelFolder.Kind.POLICY);
    this.collector =
        new RolloutCollector(
            policy,
            start.gpt(),
            reward,
            sampling,
            start.tokenizer().endOfText(),
            seen(),
            context.workers());
    this.judge = new RolloutJudge(world, start.tokenizer());
    this.state = new PpoState(values(source), config);
    keepValueHead();
    this.improvement = improvement(labels);
    this.heldOut = config.evaluateEvery() > 0 ? Optional.of(heldOut()) : Optional.empty();
  }

  private HeldOutEvaluation heldOut() {
    List<Prompt> prompts = PromptFile.read(context.data().prompts(PpoStage.HELD_OUT));
    return new HeldOutEvaluation(
        evaluation(1),
        start,
        EvaluationPrompts.of(prompts, new QuestionBank(world)).questions(),
        reward);
  }

  private Evaluation evaluation(int samples) {
    return new Evaluation(
        new ResponseParser(world),
        new EvaluationConfig(samples, config.temperature(), config.maximumTokens()),
        context.seed(),
        context.workers(),
        Progress.NONE);
  }

  private ValueFeatures seen() {
    return config.valueHead() == PpoConfig.ValueStart.CLASSIC
        ? ValueFeatures.HIDDEN_STATE
        : ValueFeatures.RUNNING;
  }

  private Gpt policy() {
    Gpt reference = start.gpt();
    return switch (config.algorithm()) {
      case PPO -> {
        if (config.valueHead().isNetwork()) {
          yield reference.languageModel();
        }
        int inputs = seen().columns(reference.config().width());
        Gpt policy = reference.withScalarHead(VALUE, inputs);
        policy.forgetOptimizer();
        yield policy;
      }
      case RLOO, GRPO, DPO -> reference.languageModel();
      case BEST_OF_N -> reference;
    };
  }

  private Optional<ValueFunction> values(Optional<OpenedReward> source) {
    if (config.algorithm() != PpoConfig.Algorithm.PPO) {
      return Optional.empty();
    }
    Adam adam = new Adam(BETA1, BETA2, (float) config.adamEpsilon());
    double norm = config.maximumGradientNorm();
    return switch (config.valueHead()) {
      case REGRESSION, CLASSIC -> Optional.of(calibrated());
      case REWARD_MODEL ->
          Optional.of(
              ValueModel.fromRewardModel(
                  source.flatMap(OpenedReward::judge).orElseThrow(),
                  context.workers(),
                  adam,
                  norm));
      case POLICY -> Optional.of(ValueModel.fromPolicy(start.gpt(), context.workers(), adam, norm));
      case NONE -> Optional.empty();
    };
  }

  /// The policy's file has the head as it stands.
  private void keepValueHead() {
    state
        .values()
        .filter(ValueHead.class::isInstance)
        .map(ValueHead.class::cast)
        .ifPresent(head -> policy.setHead(VALUE, head.folded()));
  }

  private Improvement improvement(List<Preference> labels) {
    return switch (config.algorithm()) {
      case PPO -> new PpoIteration(config, state.values(), update());
      case RLOO, GRPO -> new GroupIteration(config, update());
      case DPO -> {
        LabelledPairs pairs =
            LabelledPairs.of(labels, start, config.temperature(), context.workers());
        ShuffledPasses order = new ShuffledPasses(pairs.count(), context.random(), "ppo", "labels");
        yield new PreferenceIteration(config, pairs, order, update());
      }
      case BEST_OF_N -> new BestOfNIteration(config);
    };
  }

  private PolicyUpdate update() {
    PolicyUpdate update =
        new PolicyUpdate(
            policy,
            context.workers(),
            new Adam(BETA1, BETA2, (float) config.adamEpsilon()),
            config.maximumGradientNorm(),
            config.temperature(),
            new EntropyBonus((float) config.entropyCoefficient()));
    trained.add(update.state());
    return update;
  }

  /// Trains to the end and writes model and samples.
  PpoSummary run() {
    warnings.forEach(warning -> context.progress().note("warning: " + warning));
    loop();
    if (trained.isEmpty()) {
      SamplesLog.write(session.folder().samples(), bestSamples());
    } else {
      result.write(session.folder().model());
      SamplesLog.write(session.folder().samples(), SampleResponses.of(result, world, context));
    }
    Map<MetricName, Double> metrics = state.metrics();
    return new PpoSummary(
        config.iterations(),
        metrics.getOrDefault(MetricName.KL, Double.NaN),
        figure(metrics, MetricName.SCORES),
        figure(metrics, MetricName.GOLD_OVERALL),
        figure(metrics, MetricName.WORDS),
        figure(metrics, MetricName.EXPLAINED_VARIANCE),
        figure(metrics, MetricName.FORESEEN_VARIANCE),
        heldOut.isPresent()
            ? HeldOutEvaluation.overoptimization(
                session.folder().evaluation(),
                isBestOfN() ? OveroptimizationFit.Form.BEST_OF_N : OveroptimizationFit.Form.RL)
            : Optional.empty(),
        heldOut.isPresent()
            ? HeldOutEvaluation.goldFall(session.folder().evaluation())
            : OptionalDouble.empty(),
        Stream.concat(warnings.stream(), alarms.said().stream()).toList());
  }

  private void loop() {
    if (heldOut.isEmpty()) {
      loop(Optional.empty());
      return;
    }
    try (MetricsLog evaluations = MetricsLog.create(session.folder().evaluation())) {
      if (isBestOfN()) {
        // Nothing changes along the way: what is looked at is how many there are to choose from.
        int n = config.samples();
        heldOut.get().bestOf(n, evaluation(n), config.shaping()).forEach(evaluations::write);
        loop(Optional.empty());
      } else {
        evaluations.write(0, evaluated(start.gpt()));
        loop(Optional.of(evaluations));
      }
    }
  }

  private boolean isBestOfN() {
    return config.algorithm() == PpoConfig.Algorithm.BEST_OF_N;
  }

  private void evaluate(long iteration, MetricsLog evaluations) {
    if (iteration % config.evaluateEvery() == 0 || iteration == config.iterations()) {
      evaluations.write(iteration, evaluated(policy));
    }
  }

  private Map<MetricName, Double> evaluated(Gpt model) {
    Map<MetricName, Double> metrics = heldOut.orElseThrow().of(model);
    if (!hasReward) {
      metrics.remove(MetricName.SCORES);
      metrics.remove(MetricName.GAIN_WITHIN_LENGTH);
    }
    return metrics;
  }

  private void loop(Optional<MetricsLog> evaluations) {
    Optional<LastGoodModel> good =
        trained.stream().findFirst().map(model -> new LastGoodModel(model, () -> 0));
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      List<Resumable> all = new ArrayList<>(trained);
      all.addAll(List.of(state, alarms, log));
      evaluations.ifPresent(all::add);
      good.ifPresent(all::add);
      new TrainingLoop(session, context.progress(), all)
          .run(
              new TrainingLoop.Task(
                  config.algorithm().shown(), config.iterations(), 1, "iterations"),
              step -> {
                String word = iterate(step + 1);
                log.write(step + 1, state.metrics());
                evaluations.ifPresent(evaluated -> evaluate(step + 1, evaluated));
                if ((step + 1) % KEPT_EVERY == 0) {
                  good.ifPresent(LastGoodModel::update);
                }
                return word;
              });
    } catch (TrainingFailed failure) {
      good.ifPresent(LastGoodModel::putBack);
      result.write(session.folder().checkpoint());
      throw failure;
    }
  }

  /// One iteration, from 1; returns a word on it.
  private String iterate(long iteration) {
    String name = Long.toString(iteration);
    int times = config.responsesToAPrompt();
    int prompts = config.batchSize() / times;
    List<PromptQueue.Queued> asked =
        queue.from(config.calibrationSamples() + (iteration - 1) * prompts, prompts, times);
    Rollout rollout =
        collector.collect(
            tokens(asked), context.random().key("ppo", "rollout", name), isExact(iteration));
    double done = (iteration - 1.0) / config.iterations();
    double rate = config.learningRate() * (1 - (1 - config.finalRate()) * done);
    double coefficient = state.controller().coefficient();
    Turn turn =
        new Turn(iteration, coefficient, rate, context.random().stream("ppo", "minibatches", name));
    Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    TokenRewards.Result earned = improvement.improve(rollout, turn, metrics);
    metrics.put(MetricName.KL_COEFFICIENT, coefficient);
    if (!trained.isEmpty()) {
      metrics.put(MetricName.LEARNING_RATE, rate);
    }
    if (!hasReward) {
      metrics.remove(MetricName.SCORES);
      metrics.remove(MetricName.RLHF_REWARD);
    }
    judge.measure(asked, rollout, improvement.answers(rollout), metrics);
    alarms.after(metrics).forEach(alarm -> context.progress().note("warning: " + alarm));
    state.after(earned.kl(), config.batchSize(), metrics);
    keepValueHead();
    return hasReward
        ? "score %.2f, KL %.1f".formatted(earned.score(), earned.kl())
        : "KL %.1f".formatted(earned.kl());
  }

  private boolean isExact(long iteration) {
    return (iteration - 1) % EXACT_EVERY == 0 || iteration == config.iterations();
  }

  private static OptionalDouble figure(Map<MetricName, Double> metrics, MetricName name) {
    Double value = metrics.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /// A value head fitted to responses of the fine-tuned model, for which the policy still stands:
  /// every token's return is its response's score.
  private ValueHead calibrated() {
    long seed = context.random().key("ppo", "calibration");
    Rollout rollout = collector.collect(tokens(queue.from(0, config.calibrationSamples())), seed);
    float[] rewards = new float[rollout.tokens()];
    new RolloutRewards(config).perToken(rollout, 0, rewards);
    float[] returns =
        new GeneralizedAdvantageEstimation((float) config.gamma(), 1)
            .rewardsToGo(rollout.starts(), rewards);
    return config.valueHead() == PpoConfig.ValueStart.CLASSIC
        ? ValueHead.untrained(rollout.features())
        : ValueHead.fit(rollout.features(), returns);
  }

  /// What the fine-tuned model answers to the first prompts.
  private List<EncodedResponse> ownAnswers() {
    return answers(
        tokens(queue.from(0, config.calibrationSamples())),
        context.random().key("ppo", "standardization"));
  }

  private List<EncodedResponse> answers(List<int[]> asked, long seed) {
    List<Completion> completions =
        new Generator(start.gpt(), context.workers(), start.tokenizer().endOfText())
            .generate(asked, sampling, seed);
    return IntStream.range(0, asked.size())
        .mapToObj(i -> EncodedResponse.of(asked.get(i), completions.get(i).tokens()))
        .toList();
  }

  /// The same fixed questions as everywhere, each answered several times, and the best answer.
  private List<SamplesLog.Sample> bestSamples() {
    return new BestOfNSamples(config.samples(), reward, config.shaping(), start.tokenizer())
        .of(world, asked -> answers(asked, context.random().key("samples")));
  }

  private static List<int[]> tokens(List<PromptQueue.Queued> prompts) {
    return prompts.stream().map(PromptQueue.Queued::tokens).toList();
  }
}

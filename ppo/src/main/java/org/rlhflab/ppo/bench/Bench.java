package org.rlhflab.ppo.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.PpoIteration;
import org.rlhflab.ppo.Turn;
import org.rlhflab.ppo.bench.BenchResult.Figures;
import org.rlhflab.ppo.objective.EntropyBonus;
import org.rlhflab.ppo.policy.PolicyUpdate;
import org.rlhflab.ppo.policy.ValueHead;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.ppo.rollout.RolloutCollector;
import org.rlhflab.ppo.rollout.ValueFeatures;
import org.rlhflab.pretrain.PretrainConfig.MatrixOptimizer;
import org.rlhflab.pretrain.model.Generator;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.LanguageModelTrainer;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.Sampling;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModel;

/// Measures a training step, decoding and a PPO iteration: the product's own code on random models
/// and random tokens.
public final class Bench {
  /// No token has this number: no response ends before its time.
  private static final int NEVER = -1;

  private static final double DEVIATION = 0.06;
  private static final double RATE = 1e-4;
  private static final int BATCHES = 16;

  private final BenchPreset preset;
  private final int threads;
  private final RandomStreams random;
  private final ModelFlops flops;

  /// Of these sizes, on this many threads.
  public Bench(BenchPreset preset, int threads, RandomStreams random) {
    this.preset = preset;
    this.threads = threads;
    this.random = random;
    this.flops = new ModelFlops(preset.shape());
  }

  /// Measures all, and the machine before and after it.
  public BenchResult run() {
    double before = SgemmYardstick.gflops(threads);
    Figures training = onWorkers(this::training);
    Figures decoding = onWorkers(this::decoding);
    Figures ppo = onWorkers(this::ppoIteration);
    double sgemm = Math.max(before, SgemmYardstick.gflops(threads));
    return new BenchResult(preset, threads, sgemm, training, decoding, ppo);
  }

  private interface Measured {
    Figures on(Workers workers);
  }

  private Figures onWorkers(Measured measured) {
    try (Workers workers = new Workers(threads)) {
      return measured.on(workers);
    }
  }

  /// One step of pretraining, from token sequences to new parameters.
  private Figures training(Workers workers) {
    LanguageModelTrainer trainer = new LanguageModelTrainer(model("train"), workers, adam(), 1);
    if (preset.optimizer() == MatrixOptimizer.MUON) {
      trainer.setMuon(Muon.STANDARD);
    }
    RandomGenerator tokens = random.stream("bench", "train");
    List<List<NextTokenBatch.Example>> batches = new ArrayList<>();
    for (int b = 0; b < BATCHES; b++) {
      batches.add(
          sequences(tokens, preset.batch(), preset.length() + 1).stream()
              .map(sequence -> new NextTokenBatch.Example(sequence, 1))
              .toList());
    }
    int[] step = {0};
    Repetitions measured =
        Repetitions.of(
            () -> trainer.step(NextTokenBatch.of(batches.get(step[0]++ % BATCHES)), RATE));
    return figures(
        measured,
        (long) preset.batch() * preset.length(),
        flops.training(preset.batch(), preset.length(), preset.length()));
  }

  /// Responses to a batch of prompts, from the prompts' tokens on.
  private Figures decoding(Workers workers) {
    Generator generator = new Generator(model("decode"), workers, NEVER);
    List<int[]> prompts = prompts();
    Sampling sampling = sampling();
    int[] turn = {0};
    Repetitions measured = Repetitions.of(() -> generator.generate(prompts, sampling, turn[0]++));
    return figures(measured, responseTokens(), decodingFlops());
  }

  /// A rollout with its scores, and the updates on it.
  private Figures ppoIteration(Workers workers) {
    PpoConfig config = preset.ppo();
    Gpt reference = model("ppo");
    int width = preset.shape().width();
    Gpt policy = reference.withScalarHead("value", ValueFeatures.RUNNING.columns(width));
    RewardModel reward =
        RewardModel.trained(
            RewardModel.untrained(reference, ReadOut.MEAN_WITH_LOG_PROBS),
            ReadOut.MEAN_WITH_LOG_PROBS,
            Fluency.UNUSED,
            reference,
            workers);
    RolloutCollector collector =
        new RolloutCollector(
            policy, reference, reward::score, sampling(), NEVER, ValueFeatures.RUNNING, workers);
    PolicyUpdate update =
        new PolicyUpdate(
            policy,
            workers,
            adam(),
            config.maximumGradientNorm(),
            config.temperature(),
            new EntropyBonus((float) config.entropyCoefficient()));
    List<int[]> prompts = prompts();
    Rollout first = collector.collect(prompts, 0);
    ValueHead values = ValueHead.fit(first.features(), first.referenceLogProbs());
    PpoIteration iteration = new PpoIteration(config, Optional.of(values), update);
    RandomGenerator order = random.stream("bench", "minibatches");
    EnumMap<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    int[] turn = {1};
    Repetitions measured =
        Repetitions.of(() -> {
          Rollout rollout = collector.collect(prompts, turn[0]++);
          iteration.improve(
              rollout, new Turn(turn[0], config.klCoefficient(), RATE, order), metrics);
        });
    return figures(measured, responseTokens(), ppoFlops());
  }

  private double decodingFlops() {
    return flops.decoding(preset.ppo().batchSize(), preset.promptTokens(), preset.newTokens());
  }

  /// Decoding; the reference's pass; the reward model's, and its reference's at temperature 1; and
  /// the policy's way there and back in every epoch.
  private double ppoFlops() {
    int batch = preset.ppo().batchSize();
    int read = preset.promptTokens() + preset.newTokens() - 1;
    double reference = flops.forward(batch, read, preset.newTokens());
    double reward = flops.forward(batch, read + 1, 0);
    double updates = flops.training(batch, read, preset.newTokens());
    return decodingFlops() + 2 * reference + reward + preset.ppo().epochs() * updates;
  }

  private Figures figures(Repetitions measured, long tokens, double flops) {
    return new Figures(measured.milliseconds(), tokens, flops, measured.allocatedBytes());
  }

  private long responseTokens() {
    return (long) preset.ppo().batchSize() * preset.newTokens();
  }

  private Sampling sampling() {
    return Sampling.at(preset.ppo().temperature(), preset.newTokens());
  }

  private Gpt model(String name) {
    GptConfig shape = preset.shape();
    return Gpt.create(shape, DEVIATION, random.stream("bench", name, "init"));
  }

  private List<int[]> prompts() {
    RandomGenerator tokens = random.stream("bench", "prompts");
    return sequences(tokens, preset.ppo().batchSize(), preset.promptTokens());
  }

  private List<int[]> sequences(RandomGenerator tokens, int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(_ -> tokens.ints(length, 0, preset.shape().vocabulary()).toArray())
        .toList();
  }

  private static Adam adam() {
    return new Adam(0.9f, 0.99f, 1e-8f);
  }
}

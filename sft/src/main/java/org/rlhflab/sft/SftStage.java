package org.rlhflab.sft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.LastGoodModel;
import org.rlhflab.pretrain.SampleResponses;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.StageResult;
import org.rlhflab.pretrain.StageRunner;
import org.rlhflab.pretrain.model.CosineSchedule;
import org.rlhflab.pretrain.model.LanguageModelTrainer;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.MetricsWindow;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.pretrain.stage.RunningMean;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.stage.TrainingLoop;
import org.rlhflab.pretrain.text.CorpusReader;
import org.rlhflab.pretrain.text.CorpusSplit;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.sft.demonstration.Demonstration;
import org.rlhflab.sft.demonstration.DemonstrationBatches;
import org.rlhflab.sft.demonstration.DemonstrationFile;

/// Stage 2: a model that answers as the demonstrators did, from written demonstrations.
///
/// Cross-entropy on the completions only, with pretraining text mixed in (Ouyang et al. 2022,
/// section 3.5, and replay).
public final class SftStage {
  private static final int REPORTS = 100;
  private static final int MEASUREMENTS = 5;
  private static final int AT_ONCE = 16;
  private static final float BETA1 = 0.9f;
  private static final float EPSILON = 1e-8f;

  private final SftConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public SftStage(SftConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Tunes the model in `base` on a demonstration file, replaying text of `corpus`.
  public StageResult<SftSummary> run(
      Path base, Path demonstrations, Path corpus, StageFolder folder) {
    List<Demonstration> all = DemonstrationFile.read(demonstrations);
    Path model = ModelFolder.locate(base);
    ModelFolder start = ModelFolder.readLanguageModel(model);
    CorpusSplit texts = CorpusSplit.of(CorpusReader.read(corpus));
    return StageRunner.run(
        context,
        StageName.SFT,
        config,
        Map.of(
            "model", Sha256.of(model),
            "demonstrations", Sha256.of(demonstrations),
            "corpus", Sha256.of(corpus)),
        folder,
        SftSummary.class,
        session -> train(start, all, texts, session));
  }

  private SftSummary train(
      ModelFolder base, List<Demonstration> all, CorpusSplit corpus, StageSession session) {
    Tokenizer tokenizer = base.tokenizer();
    int longest = base.gpt().config().context();
    List<Example> training = new ArrayList<>();
    List<Example> heldOut = new ArrayList<>();
    int cut = 0;
    for (Demonstration demonstration : all) {
      Example example = DemonstrationBatches.example(tokenizer, demonstration, longest);
      boolean held = isHeldOut(demonstration.prompt());
      (held ? heldOut : training).add(example);
      cut += example.tokens()[example.tokens().length - 1] == tokenizer.endOfText() ? 0 : 1;
    }
    if (training.isEmpty()) {
      training.addAll(heldOut);
    }
    List<int[]> documents =
        corpus.training().stream().map(d -> tokenizer.encode(d.text())).toList();
    base.gpt().forgetOptimizer();
    LanguageModelTrainer trainer =
        new LanguageModelTrainer(
            base.gpt(),
            context.workers(),
            new Adam(BETA1, (float) config.beta2(), EPSILON),
            config.maximumGradientNorm());
    DemonstrationBatches batches =
        new DemonstrationBatches(
            training, documents, config.batchSize(), config.replay(), context.random());
    NextTokenBatch measure = batchesOf(heldOut.isEmpty() ? training : heldOut).getFirst();
    LastGoodModel good =
        new LastGoodModel(trainer.state(), () -> trainer.evaluate(List.of(measure)));
    RunningMean loss = new RunningMean();
    OptionalDouble heldOutLoss = OptionalDouble.empty();
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      long steps = Math.max(1, (long) config.epochs() * training.size() / config.batchSize());
      loop(batches, steps, trainer, good, loss, log, session);
      LanguageModelTrainer.checked(trainer.evaluate(batchesOf(training.subList(0, 1))));
      if (!heldOut.isEmpty()) {
        double measured = LanguageModelTrainer.checked(trainer.evaluate(batchesOf(heldOut)));
        heldOutLoss = OptionalDouble.of(measured);
        log.write(steps, Map.of(MetricName.HELD_OUT_LOSS, heldOutLoss.getAsDouble()));
      }
    } catch (TrainingFailed failure) {
      good.putBack();
      base.write(session.folder().checkpoint());
      throw failure;
    }
    base.write(session.folder().model());
    SamplesLog.write(
        session.folder().samples(),
        SampleResponses.of(base, WorldReader.read(context.data().world()), context));
    return new SftSummary(loss.value(), heldOutLoss, training.size(), cut);
  }

  private boolean isHeldOut(String prompt) {
    long key = context.random().key("sft", "held-out", prompt);
    return RandomStreams.uniform(context.seed(), key, 0) < config.heldOut();
  }

  /// `last` gets the losses of the last tenth.
  private void loop(
      DemonstrationBatches batches,
      long steps,
      LanguageModelTrainer trainer,
      LastGoodModel good,
      RunningMean last,
      MetricsLog log,
      StageSession session) {
    CosineSchedule schedule =
        new CosineSchedule(config.learningRate(), steps, config.warmUp(), config.finalRate());
    MetricsWindow window = new MetricsWindow(log, steps, REPORTS);
    new TrainingLoop(session, context.progress(), List.of(trainer.state(), window, last, good))
        .run(
            new TrainingLoop.Task("fine-tuning", steps, 1, "steps"),
            step -> {
              double loss = trainer.step(batches.batch(step), schedule.at(step));
              if (step >= steps - Math.max(1, steps / 10)) {
                last.add(loss);
              }
              if ((step + 1) % Math.max(1, steps / MEASUREMENTS) == 0) {
                good.update();
              }
              return window.add(
                  step,
                  Map.of(MetricName.LOSS, loss),
                  Map.of(
                      MetricName.GRADIENT_NORM,
                      trainer.gradientNorm(),
                      MetricName.LEARNING_RATE,
                      schedule.at(step)));
            });
  }

  private static List<NextTokenBatch> batchesOf(List<Example> examples) {
    List<NextTokenBatch> batches = new ArrayList<>();
    for (int from = 0; from < examples.size(); from += AT_ONCE) {
      batches.add(
          NextTokenBatch.of(examples.subList(from, Math.min(examples.size(), from + AT_ONCE))));
    }
    return batches;
  }
}

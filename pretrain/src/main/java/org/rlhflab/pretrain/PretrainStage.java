package org.rlhflab.pretrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.LanguageModelTrainer;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.TrapezoidalSchedule;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Muon;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.MetricsWindow;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.stage.TrainingLoop;
import org.rlhflab.pretrain.text.CorpusReader;
import org.rlhflab.pretrain.text.CorpusSplit;
import org.rlhflab.pretrain.text.TokenBatches;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.WorldReader;

/// Stage 1: a model that continues text plausibly, from raw text alone.
///
/// Trains the tokenizer, then the GPT on next tokens, and holds it against an n-gram model on text
/// that neither has seen.
public final class PretrainStage {
  private static final int REPORTS = 100;
  private static final int MEASUREMENTS = 5;
  private static final float BETA1 = 0.9f;
  private static final float EPSILON = 1e-8f;

  private final PretrainConfig config;
  private final StageContext context;

  /// With a configuration, in a context.
  public PretrainStage(PretrainConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /// Trains on the text files in `corpus`, into `folder`; or finds it done.
  public StageResult<PretrainSummary> run(Path corpus, StageFolder folder) {
    CorpusSplit split = CorpusSplit.of(CorpusReader.read(corpus));
    if (split.heldOut().isEmpty()) {
      throw BadInput.in(
          corpus,
          "holds one document only; at least two that differ are needed, one to measure on (an"
              + " empty line parts documents)");
    }
    return StageRunner.run(
        context,
        StageName.PRETRAIN,
        config,
        Map.of("corpus", Sha256.of(corpus)),
        folder,
        PretrainSummary.class,
        session -> train(split, session));
  }

  private PretrainSummary train(CorpusSplit corpus, StageSession session) {
    List<String> texts = texts(corpus.training());
    Tokenizer tokenizer = Tokenizer.train(texts, config.vocabulary()).pruned(texts);
    List<int[]> encoded = texts.stream().map(tokenizer::encode).toList();
    Gpt gpt =
        Gpt.create(
            config.shape(tokenizer.vocabulary()),
            config.initialDeviation(),
            context.random().stream("pretrain", "parameters"));
    LanguageModelTrainer trainer =
        new LanguageModelTrainer(
            gpt,
            context.workers(),
            new Adam(BETA1, (float) config.beta2(), EPSILON),
            config.maximumGradientNorm());
    trainer.setEmbeddingFactor(config.embeddingFactor());
    if (config.optimizer() == PretrainConfig.MatrixOptimizer.MUON) {
      trainer.setMuon(Muon.STANDARD);
    }
    LanguageModelComparison comparison =
        new LanguageModelComparison(tokenizer, texts(corpus.heldOut()), config.context());
    ModelFolder model = new ModelFolder(gpt, tokenizer, ModelFolder.Kind.LANGUAGE_MODEL);
    loop(batches(encoded, tokenizer), trainer, comparison, model, session);
    model.write(session.folder().model());
    SamplesLog.write(
        session.folder().samples(),
        SampleResponses.of(model, WorldReader.read(context.data().world()), context));
    return comparison.compare(
        trainer, encoded, config.steps() * config.tokensPerStep(), config.order());
  }

  private TokenBatches batches(List<int[]> encoded, Tokenizer tokenizer) {
    // One token more than is read: the last one is only predicted.
    int length = config.sequenceLength() + 1;
    long tokens = config.steps() * config.batchSize() * length;
    long seed = context.random().key("pretrain", "batches");
    return new TokenBatches(
        encoded,
        tokenizer.endOfText(),
        new TokenBatches.Plan(config.batchSize(), length, tokens, seed));
  }

  private void loop(
      TokenBatches batches,
      LanguageModelTrainer trainer,
      LanguageModelComparison comparison,
      ModelFolder model,
      StageSession session) {
    long steps = batches.count();
    TrapezoidalSchedule schedule =
        new TrapezoidalSchedule(
            config.learningRate(), steps, config.warmUp(), config.coolDown(), config.finalRate());
    NextTokenBatch measure = comparison.batches().getFirst();
    LastGoodModel good =
        new LastGoodModel(trainer.state(), () -> trainer.evaluate(List.of(measure)));
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      MetricsWindow window = new MetricsWindow(log, steps, REPORTS);
      new TrainingLoop(session, context.progress(), List.of(trainer.state(), window, good))
          .run(
              new TrainingLoop.Task("pretraining", steps, config.tokensPerStep(), "tokens"),
              step -> {
                double loss = trainer.step(batch(batches.batch(step)), schedule.at(step));
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
      double heldOut = LanguageModelTrainer.checked(trainer.evaluate(comparison.batches()));
      log.write(steps, Map.of(MetricName.HELD_OUT_LOSS, heldOut));
    } catch (TrainingFailed failure) {
      good.putBack();
      model.write(session.folder().checkpoint());
      throw failure;
    }
  }

  private static NextTokenBatch batch(int[][] sequences) {
    return NextTokenBatch.of(
        Arrays.stream(sequences).map(s -> new NextTokenBatch.Example(s, 1)).toList());
  }

  private static List<String> texts(List<CorpusReader.Document> documents) {
    List<String> texts = new ArrayList<>();
    documents.forEach(document -> texts.add(document.text()));
    return texts;
  }
}

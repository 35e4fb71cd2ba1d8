package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.LastGoodModel;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.CosineSchedule;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.MetricsWindow;
import org.rlhflab.pretrain.stage.ShuffledPasses;
import org.rlhflab.pretrain.stage.StageSession;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.stage.TrainingLoop;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.BradleyTerryLoss;
import org.rlhflab.reward.model.EncodedPair;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.Fluency;
import org.rlhflab.reward.model.LengthDebiasing;
import org.rlhflab.reward.model.LengthOffset;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.ResponseLogProbs;
import org.rlhflab.reward.model.RewardModel;
import org.rlhflab.reward.model.RewardModelFolder;
import org.rlhflab.reward.model.RewardModelTrainer;

/// From labels to a fitted reward model: tokens, the standard form of log-probabilities, and the
/// passes over the pairs.
final class RewardModelFitting {
  private static final int REPORTS = 50;
  private static final float BETA1 = 0.9f;
  private static final float EPSILON = 1e-8f;

  private final RewardModelConfig config;
  private final StageContext context;
  private final ModelFolder start;
  private OptionalDouble ridge = OptionalDouble.empty();

  /// Starting from a fine-tuned language model, which stays as it is.
  RewardModelFitting(RewardModelConfig config, StageContext context, ModelFolder start) {
    this.config = config;
    this.context = context;
    this.start = start;
  }

  RewardModel fit(List<Preference> labels, StageSession session) {
    Untrained untrained =
        untrained(start, config.readOut(), encode(start, labels), context.workers());
    RewardModel model = untrained.model();
    List<RewardModel.Prepared> prepared = untrained.responses();
    switch (config.scorer()) {
      case FINE_TUNED -> loop(model, pairs(labels, prepared, offset(labels)), session);
      case LINEAR -> fitHead(model, FrozenFeatures.data(model, labels, prepared), session);
    }
    return model;
  }

  /// A reward model before training, and what it has been shown.
  ///
  /// @param model the model
  /// @param responses that its standard form of log-probabilities was taken from, prepared
  record Untrained(RewardModel model, List<RewardModel.Prepared> responses) {}

  /// A reward model before training, its standard form of log-probabilities taken from `responses`.
  static Untrained untrained(
      ModelFolder start, ReadOut readOut, List<EncodedResponse> responses, Workers workers) {
    boolean reads = readOut.extras() > 0;
    List<float[]> logProbs =
        reads ? new ResponseLogProbs(start.gpt(), workers).of(responses, 1f) : List.of();
    Fluency fluency = reads ? Fluency.of(logProbs) : Fluency.UNUSED;
    RewardModel model =
        new RewardModel(
            RewardModel.untrained(start.gpt(), readOut), readOut, fluency, start.gpt(), workers);
    return new Untrained(model, model.prepare(responses, logProbs));
  }

  /// The penalty that cross-validation chose for a linear scorer; empty for another.
  OptionalDouble ridge() {
    return ridge;
  }

  private void fitHead(RewardModel model, LinearScorer.Data data, StageSession session) {
    LinearScorer scorer = LinearScorer.of(data, context.random());
    ridge = OptionalDouble.of(scorer.ridge());
    model.setHead(scorer.head());
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      int step = 0;
      for (LinearScorer.Candidate candidate : scorer.candidates()) {
        log.write(
            ++step,
            Map.of(
                MetricName.HELD_OUT_LOSS, candidate.loss(),
                MetricName.ACCURACY, candidate.accuracy()));
      }
      log.write(++step, Map.of(MetricName.LOSS, scorer.fit().loss()));
    }
  }

  /// A label's chosen response's score and then its rejected one's, for every label.
  float[] scores(RewardModel model, List<Preference> labels) {
    return model.score(encode(start, labels));
  }

  /// Of such scores: the chosen response's less the rejected one's, for the first `labels` labels.
  static double[] margins(float[] scores, int labels) {
    double[] margins = new double[labels];
    for (int i = 0; i < labels; i++) {
      margins[i] = (double) scores[2 * i] - scores[2 * i + 1];
    }
    return margins;
  }

  /// All responses, a label's chosen one and then its rejected one.
  static List<EncodedResponse> encode(ModelFolder start, List<Preference> labels) {
    int longest = start.gpt().config().context();
    List<EncodedResponse> responses = new ArrayList<>();
    for (Preference label : labels) {
      for (String text : new String[] {label.chosen(), label.rejected()}) {
        responses.add(EncodedResponse.of(start.tokenizer(), label.prompt(), text, longest));
      }
    }
    return responses;
  }

  private LengthOffset offset(List<Preference> labels) {
    return config.lengthDebiasing() == LengthDebiasing.OFFSET
        ? LengthOffset.of(labels)
        : LengthOffset.NONE;
  }

  private static List<EncodedPair> pairs(
      List<Preference> labels, List<RewardModel.Prepared> responses, LengthOffset offset) {
    List<EncodedPair> pairs = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Preference label = labels.get(i);
      pairs.add(
          new EncodedPair(
              responses.get(2 * i),
              responses.get(2 * i + 1),
              label.tie(),
              (float) label.weight(),
              (float) offset.of(label)));
    }
    return pairs;
  }

  private void loop(RewardModel model, List<EncodedPair> pairs, StageSession session) {
    int stepsAnEpoch = Math.ceilDiv(pairs.size(), config.batchSize());
    CosineSchedule schedule =
        new CosineSchedule(
            config.learningRate(),
            (long) stepsAnEpoch * config.epochs(),
            config.warmUp(),
            config.finalRate());
    RewardModelTrainer trainer =
        new RewardModelTrainer(
            model,
            context.workers(),
            new Adam(BETA1, (float) config.beta2(), EPSILON),
            config.maximumGradientNorm(),
            config.headFactor());
    ShuffledPasses order =
        new ShuffledPasses(pairs.size(), context.random(), "reward-model", "order");
    List<EncodedPair> measure = pairs.subList(0, Math.min(pairs.size(), config.batchSize()));
    LastGoodModel good = new LastGoodModel(trainer.state(), () -> 0);
    try (MetricsLog log = MetricsLog.create(session.folder().metrics())) {
      MetricsWindow window = new MetricsWindow(log, schedule.steps(), REPORTS);
      new TrainingLoop(session, context.progress(), List.of(trainer.state(), window, good))
          .run(
              new TrainingLoop.Task("training the reward model", schedule.steps(), 1, "steps"),
              step -> {
                List<EncodedPair> batch = batch(pairs, order, step);
                BradleyTerryLoss.Result result = trainer.step(batch, schedule.at(step));
                if ((step + 1) % stepsAnEpoch == 0) {
                  // The last step may have wrecked all parameters, and only a loss after it tells.
                  if (!Double.isFinite(trainer.loss(measure))) {
                    throw TrainingFailed.diverged();
                  }
                  good.update();
                }
                return window.add(
                    step,
                    Map.of(
                        MetricName.LOSS, (double) result.loss(),
                        MetricName.ACCURACY, (double) result.accuracy(),
                        MetricName.MARGIN, (double) result.meanMargin()),
                    Map.of(
                        MetricName.GRADIENT_NORM, trainer.gradientNorm(),
                        MetricName.LEARNING_RATE, schedule.at(step)));
              });
    } catch (TrainingFailed failure) {
      good.putBack();
      new RewardModelFolder(model, start.tokenizer()).write(session.folder().checkpoint());
      throw failure;
    }
  }

  /// The pairs of a step; the last step of a pass over all pairs takes what is left of them.
  private List<EncodedPair> batch(List<EncodedPair> pairs, ShuffledPasses order, long step) {
    int stepsAnEpoch = Math.ceilDiv(pairs.size(), config.batchSize());
    int from = (int) (step % stepsAnEpoch) * config.batchSize();
    int to = Math.min(pairs.size(), from + config.batchSize());
    long pass = step / stepsAnEpoch * pairs.size();
    return IntStream.range(from, to).mapToObj(i -> pairs.get(order.at(pass + i))).toList();
  }
}

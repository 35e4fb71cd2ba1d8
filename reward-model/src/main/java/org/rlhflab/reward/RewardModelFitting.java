package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.LearningRateSchedule;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Adam;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.stage.MetricsLog;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.BradleyTerryLoss;
import org.rlhflab.reward.model.EncodedPair;
import org.rlhflab.reward.model.EncodedResponse;
import org.rlhflab.reward.model.Fluency;
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

  /// Starting from a fine-tuned language model, which stays as it is.
  RewardModelFitting(RewardModelConfig config, StageContext context, ModelFolder start) {
    this.config = config;
    this.context = context;
    this.start = start;
  }

  RewardModel fit(List<Preference> labels, StageFolder folder) {
    List<EncodedResponse> responses = encode(labels);
    Fluency fluency =
        config.readOut().extras() == 0
            ? Fluency.UNUSED
            : Fluency.of(new ResponseLogProbs(start.gpt(), context.workers()).of(responses, 1f));
    RewardModel model =
        new RewardModel(
            RewardModel.untrained(start.gpt(), config.readOut()),
            config.readOut(),
            fluency,
            start.gpt(),
            context.workers());
    loop(model, pairs(labels, model.prepare(responses)), folder);
    return model;
  }

  /// The chosen response's score less the rejected one's, for every label.
  double[] margins(RewardModel model, List<Preference> labels) {
    float[] scores = model.score(encode(labels));
    double[] margins = new double[labels.size()];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = (double) scores[2 * i] - scores[2 * i + 1];
    }
    return margins;
  }

  /// All responses, a label's chosen one and then its rejected one.
  private List<EncodedResponse> encode(List<Preference> labels) {
    int longest = start.gpt().config().context();
    List<EncodedResponse> responses = new ArrayList<>();
    for (Preference label : labels) {
      for (String text : new String[] {label.chosen(), label.rejected()}) {
        responses.add(EncodedResponse.of(start.tokenizer(), label.prompt(), text, longest));
      }
    }
    return responses;
  }

  private static List<EncodedPair> pairs(
      List<Preference> labels, List<RewardModel.Prepared> responses) {
    List<EncodedPair> pairs = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Preference label = labels.get(i);
      pairs.add(
          new EncodedPair(
              responses.get(2 * i), responses.get(2 * i + 1), label.tie(), (float) label.weight()));
    }
    return pairs;
  }

  private void loop(RewardModel model, List<EncodedPair> pairs, StageFolder folder) {
    int stepsAnEpoch = Math.ceilDiv(pairs.size(), config.batchSize());
    LearningRateSchedule schedule =
        new LearningRateSchedule(
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
    List<EncodedPair> measure = pairs.subList(0, Math.min(pairs.size(), config.batchSize()));
    RewardModelFolder state = new RewardModelFolder(model, start.tokenizer());
    state.write(folder.checkpoint());
    Progress progress = context.progress();
    progress.begin("training the reward model", (long) pairs.size() * config.epochs(), "pairs");
    try (MetricsLog log = MetricsLog.create(folder.metrics())) {
      Window window = new Window(log, Math.max(1, schedule.steps() / REPORTS));
      for (int epoch = 0; epoch < config.epochs(); epoch++) {
        List<EncodedPair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(
            shuffled, context.random().stream("reward-model", "order", String.valueOf(epoch)));
        for (int step = 0; step < stepsAnEpoch; step++) {
          int from = step * config.batchSize();
          List<EncodedPair> batch =
              shuffled.subList(from, Math.min(pairs.size(), from + config.batchSize()));
          double rate = schedule.at((long) epoch * stepsAnEpoch + step);
          window.add(trainer.step(batch, rate), rate, trainer.gradientNorm());
          progress.advance(batch.size(), window.state());
        }
        // The last step may have wrecked all parameters, and only a loss after it tells.
        if (!Double.isFinite(trainer.loss(measure))) {
          throw TrainingFailed.diverged();
        }
        state.write(folder.checkpoint());
      }
    } finally {
      progress.end();
    }
  }

  /// Means over the steps since the last line of the log.
  private static final class Window {
    private final MetricsLog log;
    private final long every;
    private long steps;
    private double loss;
    private double accuracy;
    private double margin;
    private String state = "";

    Window(MetricsLog log, long every) {
      this.log = log;
      this.every = every;
    }

    String state() {
      return state;
    }

    void add(BradleyTerryLoss.Result result, double rate, double gradientNorm) {
      steps++;
      loss += result.loss() / every;
      accuracy += result.accuracy() / every;
      margin += result.meanMargin() / every;
      if (steps % every == 0) {
        log.write(
            steps,
            Map.of(
                MetricName.LOSS, loss,
                MetricName.ACCURACY, accuracy,
                MetricName.MARGIN, margin,
                MetricName.GRADIENT_NORM, gradientNorm,
                MetricName.LEARNING_RATE, rate));
        state = "loss %.3f, accuracy %.2f".formatted(loss, accuracy);
        loss = 0;
        accuracy = 0;
        margin = 0;
      }
    }
  }
}

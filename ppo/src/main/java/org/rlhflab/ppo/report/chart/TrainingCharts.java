package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.ppo.report.run.FinishedRun;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.StageResults;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.stage.MetricName;

/// How training went, stage by stage.
public final class TrainingCharts {
  static final String ITERATION = "iteration";

  private final RunSet runs;
  private final Palette palette;

  private TrainingCharts(RunSet runs, Palette palette) {
    this.runs = runs;
    this.palette = palette;
  }

  /// All of them, in the order of the stages.
  public static List<Chart> of(RunSet runs, Palette palette) {
    TrainingCharts charts = new TrainingCharts(runs, palette);
    return Chart.withData(
        List.of(
            charts.pretraining(),
            charts.fineTuning(),
            charts.pairAccuracy(),
            charts.ppo(
                "ppo-score",
                "PPO: the reward model's score",
                "What PPO maximizes, in deviations of the fine-tuned model's scores. It says how"
                    + " well the reward model is pleased, not how good the answers are.",
                MetricName.SCORES,
                "score"),
            charts.ppo(
                "ppo-gold",
                "PPO: what the known truth says",
                "Gold score of the same answers. No reward model has seen it: where the score rises"
                    + " and this does not, the labels paid for something else.",
                MetricName.GOLD_OVERALL,
                "gold score, 1 to 5"),
            charts.ppo(
                "ppo-words",
                "PPO: words an answer",
                "Length of the answers while PPO runs.",
                MetricName.WORDS,
                "words"),
            charts.ppo(
                "ppo-facts",
                "PPO: facts in 100 words",
                "True statements on the topic asked for: what is left of the answers when padding"
                    + " does not count.",
                MetricName.FACTS_PER_100_WORDS,
                "facts in 100 words"),
            charts.ppo(
                "ppo-kl",
                "PPO: distance from the fine-tuned model",
                "KL divergence, sampled. Every nat costs some of the reward.",
                MetricName.KL,
                "KL, nats an answer"),
            DistanceCurves.chart(runs, palette)));
  }

  private Chart pretraining() {
    Curve loss =
        Curve.of("loss", palette.of("base"), curves(FinishedRun::pretrain, MetricName.LOSS));
    List<Curve> all = new ArrayList<>(List.of(loss));
    all.addAll(heldOut(FinishedRun::pretrain, loss));
    double ngram =
        runs.runs().stream()
            .map(run -> run.pretrain().summary().path("perplexity").path("ngram").path("value"))
            .mapToDouble(value -> Math.log(value.asDouble(Double.NaN)))
            .average()
            .orElse(Double.NaN);
    if (Double.isFinite(ngram)) {
      all.add(
          Curve.level(
              "best n-gram model, held-out text",
              Palette.level("@reference"),
              ngram,
              List.of(loss)));
    }
    return new LineChart(
            "pretraining-loss",
            "Pretraining: loss",
            "Nats a token; each tick halves it. The levels are for text that nobody trained on:"
                + " below the n-gram model's, the network knows more than counted sequences.",
            "step",
            "loss, nats a token",
            true,
            false,
            all)
        .toChart();
  }

  private Chart fineTuning() {
    Curve loss = Curve.of("loss", palette.of("sft"), curves(FinishedRun::sft, MetricName.LOSS));
    List<Curve> all = new ArrayList<>(List.of(loss));
    all.addAll(heldOut(FinishedRun::sft, loss));
    return new LineChart(
            "fine-tuning-loss",
            "Fine-tuning: loss",
            "Nats a token of the demonstrations' answers (and of replayed raw text). The dotted"
                + " level is for demonstrations kept from training.",
            "step",
            "loss, nats a token",
            false,
            false,
            all)
        .toChart();
  }

  private List<Curve> heldOut(Function<FinishedRun, StageResults> stage, Curve across) {
    double level =
        curves(stage, MetricName.HELD_OUT_LOSS).stream()
            .filter(curve -> !curve.isEmpty())
            .mapToDouble(curve -> curve.getLast().value())
            .average()
            .orElse(Double.NaN);
    return Double.isFinite(level)
        ? List.of(
            Curve.level(
                "this model, held-out text",
                Palette.level(across.look().colour()),
                level,
                List.of(across)))
        : List.of();
  }

  private Chart pairAccuracy() {
    return new LineChart(
            "reward-model-accuracy",
            "Reward models: agreement with their people",
            "Share of training pairs in which the answer that people chose scores higher. Half is a"
                + " coin; people who contradict themselves keep it below one.",
            "step",
            "share of pairs",
            false,
            false,
            arms(TunedArm::rewardModel, MetricName.ACCURACY))
        .toChart();
  }

  private Chart ppo(String id, String title, String caption, MetricName metric, String y) {
    return new LineChart(
            id, title, caption, ITERATION, y, false, false, arms(TunedArm::ppo, metric))
        .toChart();
  }

  private List<Curve> arms(Function<TunedArm, Optional<StageResults>> stage, MetricName metric) {
    List<Curve> all = new ArrayList<>();
    for (String name : runs.arms()) {
      all.add(
          Curve.of(
              name,
              palette.of(name),
              runs.arm(name).stream()
                  .flatMap(arm -> stage.apply(arm).stream())
                  .map(results -> results.metrics().of(metric))
                  .toList()));
    }
    return all;
  }

  private List<List<Point>> curves(Function<FinishedRun, StageResults> stage, MetricName metric) {
    return runs.runs().stream().map(run -> stage.apply(run).metrics().of(metric)).toList();
  }
}

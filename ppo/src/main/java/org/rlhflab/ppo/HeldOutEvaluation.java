package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.rlhflab.ppo.baseline.BestOfN;
import org.rlhflab.ppo.evaluation.DistinctN;
import org.rlhflab.ppo.evaluation.EvaluatedModel;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.evaluation.Evaluation;
import org.rlhflab.ppo.evaluation.LengthControlledWinRate;
import org.rlhflab.ppo.evaluation.LengthStratifiedGain;
import org.rlhflab.ppo.evaluation.OveroptimizationFit;
import org.rlhflab.ppo.evaluation.PairedScores;
import org.rlhflab.ppo.evaluation.WinRate;
import org.rlhflab.ppo.objective.ScoreShaping;
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.world.Question;

/// How the policy does, as it is trained, on prompts that it is never trained on: what the reward
/// says, what the known truth says, how far it has moved, and how it fares against the fine-tuned
/// model's answers to the same prompts. All figures are means over one answer to each prompt, drawn
/// with the same random numbers every time.
final class HeldOutEvaluation {
  private final Evaluation evaluation;
  private final ModelFolder start;
  private final List<Question> questions;
  private final RewardFunction reward;
  private final EvaluatedResponses fineTuned;
  private final double[] fineTunedScores;

  /// Asks the fine-tuned model first.
  HeldOutEvaluation(
      Evaluation evaluation, ModelFolder start, List<Question> questions, RewardFunction reward) {
    this.evaluation = evaluation;
    this.start = start;
    this.questions = questions;
    this.reward = reward;
    this.fineTuned = answers(start.gpt());
    this.fineTunedScores = scores(fineTuned);
  }

  /// The policy as it is now, under the names of metrics logs.
  Map<MetricName, Double> of(Gpt policy) {
    EvaluatedResponses answers = answers(policy);
    return of(
        answers,
        mean(
            flat(
                evaluation.divergence(
                    new EvaluatedModel("policy", policy, start.tokenizer(), answers, answers),
                    start.gpt()))));
  }

  /// The best by the reward of 1, 2, 4 and so on up to n of the fine-tuned model's answers, by
  /// their number, each at the distance that [BestOfN#kl] gives; `many` draws n answers to a
  /// prompt.
  SortedMap<Integer, Map<MetricName, Double>> bestOf(int n, Evaluation many, ScoreShaping shaping) {
    EvaluatedResponses drawn = many.drawn(start.gpt(), start.tokenizer(), questions);
    float[] scores =
        BestOfNAnswers.shaped(
            drawn, BestOfNAnswers.scores(drawn, start.tokenizer(), reward), shaping);
    SortedMap<Integer, Map<MetricName, Double>> all = new TreeMap<>();
    for (int m = 1; m <= n; m = m < n ? Math.min(2 * m, n) : n + 1) {
      all.put(m, of(BestOfNAnswers.best(drawn, scores, n, m), new BestOfN(m).kl()));
    }
    return all;
  }

  private Map<MetricName, Double> of(EvaluatedResponses answers, double kl) {
    Map<MetricName, Double> metrics = new EnumMap<>(MetricName.class);
    double[] scores = scores(answers);
    metrics.put(MetricName.SCORES, mean(scores));
    metrics.put(MetricName.EXACT_KL, kl);
    List<EvaluatedResponse> all = answers.responses().stream().flatMap(List::stream).toList();
    GoldMetrics.addMeans(
        all.stream().map(it -> Optional.of(GoldMetrics.of(it.gold(), it.behaviour()))).toList(),
        metrics);
    double[] words = flat(answers.behaviour("words"));
    double[] fineTunedWords = flat(fineTuned.behaviour("words"));
    double[] outcomes = flat(WinRate.outcomes(answers.gold(), fineTuned.gold()));
    metrics.put(MetricName.WIN_RATE, mean(outcomes));
    metrics.put(
        MetricName.LENGTH_CONTROLLED_WIN_RATE,
        LengthControlledWinRate.of(
            outcomes,
            flat(
                PairedScores.combine(
                    answers.behaviour("words"), fineTuned.behaviour("words"), (a, b) -> a - b))));
    LengthStratifiedGain.of(scores, words, fineTunedScores, fineTunedWords).stream()
        .flatMapToDouble(gain -> gain.share().stream())
        .forEach(share -> metrics.put(MetricName.GAIN_WITHIN_LENGTH, share));
    List<String> texts = all.stream().map(EvaluatedResponse::text).toList();
    metrics.put(MetricName.DISTINCT_1, DistinctN.of(texts, 1));
    metrics.put(MetricName.DISTINCT_2, DistinctN.of(texts, 2));
    return metrics;
  }

  /// What the evaluations that a log holds say of overoptimization: the gain in gold score since
  /// the first of them, against the distance.
  static Optional<OveroptimizationFit> overoptimization(Path log, OveroptimizationFit.Form form) {
    double[] gold = logged(log, MetricName.GOLD_OVERALL);
    double[] gain = Arrays.stream(gold).map(it -> it - gold[0]).toArray();
    return OveroptimizationFit.of(form, logged(log, MetricName.EXACT_KL), gain);
  }

  /// How far gold score ended below its highest in the evaluations that a log holds.
  static OptionalDouble goldFall(Path log) {
    double[] gold = logged(log, MetricName.GOLD_OVERALL);
    OptionalDouble highest = Arrays.stream(gold).max();
    return highest.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(highest.getAsDouble() - gold[gold.length - 1]);
  }

  private static double[] logged(Path log, MetricName metric) {
    List<Double> values = new ArrayList<>();
    JsonLines.forEach(log, (number, line) -> values.add(line.path(metric.printed()).asDouble(0)));
    return values.stream().mapToDouble(it -> it).toArray();
  }

  private EvaluatedResponses answers(Gpt gpt) {
    return evaluation.drawn(gpt, start.tokenizer(), questions);
  }

  private double[] scores(EvaluatedResponses answers) {
    float[] scores = BestOfNAnswers.scores(answers, start.tokenizer(), reward);
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
  }

  private static double[] flat(double[][] samples) {
    return Arrays.stream(samples).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}

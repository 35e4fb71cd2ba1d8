package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.rlhflab.ppo.rollout.RewardFunction;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.text.PromptFormat;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.reward.model.EncodedResponse;

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
  SortedMap<Integer, Map<MetricName, Double>> bestOf(int n, Evaluation many) {
    EvaluatedResponses drawn = many.drawn(start.gpt(), start.tokenizer(), questions);
    double[] scores = scores(drawn);
    SortedMap<Integer, Map<MetricName, Double>> all = new TreeMap<>();
    for (int m = 1; m <= n; m = m < n ? Math.min(2 * m, n) : n + 1) {
      BestOfN method = new BestOfN(m);
      float[] some = new float[questions.size() * m];
      for (int i = 0; i < some.length; i++) {
        some[i] = (float) scores[(i / m) * n + i % m];
      }
      int[] best = method.choose(some);
      List<List<EvaluatedResponse>> chosen = new ArrayList<>();
      for (int prompt = 0; prompt < best.length; prompt++) {
        chosen.add(List.of(drawn.responses().get(prompt).get(best[prompt] - prompt * m)));
      }
      all.put(m, of(new EvaluatedResponses(questions, drawn.temperature(), chosen), method.kl()));
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
    List<Double> kl = new ArrayList<>();
    List<Double> gold = new ArrayList<>();
    JsonLines.forEach(
        log,
        (number, line) -> {
          kl.add(line.path(MetricName.EXACT_KL.printed()).asDouble(0));
          gold.add(line.path(MetricName.GOLD_OVERALL.printed()).asDouble(0));
        });
    return OveroptimizationFit.of(
        form,
        kl.stream().mapToDouble(it -> it).toArray(),
        gold.stream().mapToDouble(it -> it - gold.getFirst()).toArray());
  }

  private EvaluatedResponses answers(Gpt gpt) {
    return evaluation.drawn(gpt, start.tokenizer(), questions);
  }

  private double[] scores(EvaluatedResponses answers) {
    List<EncodedResponse> all =
        IntStream.range(0, questions.size())
            .mapToObj(prompt -> encoded(prompt, answers))
            .flatMap(List::stream)
            .toList();
    float[] scores = reward.score(all);
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
  }

  private List<EncodedResponse> encoded(int prompt, EvaluatedResponses answers) {
    int[] tokens = start.tokenizer().encode(PromptFormat.prompt(questions.get(prompt).text()));
    return answers.responses().get(prompt).stream()
        .map(answer -> EncodedResponse.of(tokens, answer.completion().tokens()))
        .toList();
  }

  private static double[] flat(double[][] samples) {
    return Arrays.stream(samples).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}

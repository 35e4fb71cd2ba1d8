package org.rlhflab.ppo.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rlhflab.ppo.evaluation.DistinctN;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.evaluation.LengthControlledWinRate;
import org.rlhflab.ppo.evaluation.OveroptimizationFit;
import org.rlhflab.ppo.evaluation.PairedScores;
import org.rlhflab.ppo.evaluation.WinRate;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.CodeVersion;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.world.Certainty;

/// What one model's answers to the held-out prompts come to, prompt by prompt, so that models can
/// be compared on the same prompts long after they were asked.
///
/// Names are those of metrics logs where these have one. Ours besides:
///
/// - `distinct_1`, `distinct_2`: see [DistinctN];
/// - `win_rate`: how often an answer beats the fine-tuned model's, a tie half;
/// - `win_rate_length_controlled`: the same at equal length, see [LengthControlledWinRate];
/// - `kl`: exact, from the fine-tuned model, nats a response (best-of-n: by its formula, at most);
/// - `behaviour/boosters_uncertain_less_settled`: boosters an answer on uncertain matters less
///   those on settled ones;
/// - `reward_model/accuracy`, `reward_model/gold_accuracy`: of the cell's reward model, of several
///   their mean;
/// - `labels/agreement`, `labels/gold_agreement`, `labels/longer_chosen`, `labels/bayes_ceiling`,
///   `labels/bayes_ceiling_gold`, `labels/found_out`, `labels/wrongly_suspected`: see
///   [LabelFigures];
/// - `labels/alpha`, `raters/gain`: see [RaterFigures];
/// - `objective/scores`: its mean score in the last iteration;
/// - `overoptimization/fall`, `overoptimization/beta`: where held-out prompts were asked along the
///   way, how far gold score ended below its highest, and the fit's coefficient, see
///   [OveroptimizationFit];
/// - `val/explained_variance`, `val/explained_variance_of_rewards`: of PPO's value head in the last
///   iteration.
///
/// @param product code that made them
/// @param figures one number a prompt, or a single one where it belongs to the cell as a whole
/// @param gold overall gold scores, `[prompt][sample]`
/// @param words words of every answer, `[prompt][sample]`
public record CellFigures(
    String product, Map<String, double[]> figures, double[][] gold, double[][] words) {
  /// All that there can be.
  static final Set<String> NAMES = names();

  /// Mean words an answer, by the name that metrics logs have.
  public static final String WORDS = "behaviour/words";

  /// Copies its map, keeping the order.
  public CellFigures {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /// Of a cell that answers nothing: figures that belong to it as a whole.
  static CellFigures of(Map<String, Double> figures) {
    Map<String, double[]> all = new LinkedHashMap<>();
    figures.forEach((name, figure) -> all.put(name, new double[] {figure}));
    return new CellFigures(CodeVersion.current(), all, new double[0][], new double[0][]);
  }

  /// Of a model by itself.
  static CellFigures of(EvaluatedResponses answers) {
    Map<String, double[]> figures = new LinkedHashMap<>();
    figures.put("gold/overall", means(answers.gold()));
    for (Dimension dimension : Dimension.values()) {
      figures.put("gold/" + dimension.key(), means(answers.gold(dimension)));
    }
    for (String name : answers.behaviours()) {
      figures.put("behaviour/" + name, means(answers.behaviour(name)));
    }
    List<String> texts =
        answers.responses().stream().flatMap(List::stream).map(EvaluatedResponse::text).toList();
    figures.put("distinct_1", new double[] {DistinctN.of(texts, 1)});
    figures.put("distinct_2", new double[] {DistinctN.of(texts, 2)});
    uncertainLessSettled(answers)
        .ifPresent(it -> figures.put("behaviour/boosters_uncertain_less_settled", it));
    return new CellFigures(
        CodeVersion.current(), figures, answers.gold(), answers.behaviour("words"));
  }

  /// With its comparison with the fine-tuned model; `kl` is `[prompt][sample]`.
  CellFigures against(CellFigures fineTuned, double[][] kl) {
    Map<String, double[]> all = new LinkedHashMap<>(figures);
    double[][] outcomes = WinRate.outcomes(gold, fineTuned.gold());
    all.put("win_rate", means(outcomes));
    double[][] longer = PairedScores.combine(words, fineTuned.words(), (a, b) -> a - b);
    all.put(
        "win_rate_length_controlled",
        new double[] {LengthControlledWinRate.of(flat(outcomes), flat(longer))});
    all.put("kl", means(kl));
    return new CellFigures(product, all, gold, words);
  }

  /// With a figure that belongs to the cell as a whole.
  CellFigures with(String name, double figure) {
    return with(name, new double[] {figure});
  }

  /// With a figure of every prompt.
  CellFigures with(String name, double[] byPrompt) {
    Map<String, double[]> all = new LinkedHashMap<>(figures);
    all.put(name, byPrompt);
    return new CellFigures(product, all, gold, words);
  }

  /// A figure by its name: one number a prompt, or a single one.
  double[] of(String name) {
    double[] figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException("no figure is called " + name);
    }
    return figure;
  }

  void write(Path file) {
    AtomicFile.writeText(file, Json.MAPPER.writeValueAsString(this) + "\n");
  }

  /// The figures in a file; empty where there is none, or one of other code.
  static Optional<CellFigures> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CellFigures found =
        Json.read(
            file,
            node -> Json.MAPPER.treeToValue(node, CellFigures.class),
            "delete it, and the cell is judged again");
    return Optional.of(found).filter(it -> it.product().equals(CodeVersion.current()));
  }

  /// Weighted so that the mean over all prompts is the difference of the two groups' means.
  private static Optional<double[]> uncertainLessSettled(EvaluatedResponses answers) {
    boolean[] uncertain = new boolean[answers.questions().size()];
    int count = 0;
    for (int prompt = 0; prompt < uncertain.length; prompt++) {
      uncertain[prompt] =
          answers.questions().get(prompt).topic().certainty() == Certainty.UNCERTAIN;
      count += uncertain[prompt] ? 1 : 0;
    }
    int all = uncertain.length;
    if (count == 0 || count == all) {
      return Optional.empty();
    }
    double[] figures = means(answers.behaviour("boosters"));
    for (int prompt = 0; prompt < all; prompt++) {
      figures[prompt] *= uncertain[prompt] ? (double) all / count : -(double) all / (all - count);
    }
    return Optional.of(figures);
  }

  private static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add("gold/overall");
    Arrays.stream(Dimension.values()).forEach(it -> names.add("gold/" + it.key()));
    new Behaviour(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true)
        .values()
        .keySet()
        .forEach(it -> names.add("behaviour/" + it));
    names.addAll(
        List.of(
            "behaviour/boosters_uncertain_less_settled",
            "distinct_1",
            "distinct_2",
            "win_rate",
            "win_rate_length_controlled",
            "kl",
            "reward_model/accuracy",
            "reward_model/gold_accuracy",
            "labels/agreement",
            "labels/gold_agreement",
            "labels/longer_chosen",
            "labels/bayes_ceiling",
            "labels/bayes_ceiling_gold",
            "labels/found_out",
            "labels/wrongly_suspected",
            "labels/alpha",
            "raters/gain",
            "overoptimization/fall",
            "overoptimization/beta",
            MetricName.SCORES.printed(),
            MetricName.EXPLAINED_VARIANCE.printed(),
            MetricName.FORESEEN_VARIANCE.printed()));
    return Collections.unmodifiableSet(names);
  }

  private static double[] means(double[][] samples) {
    return Arrays.stream(samples).mapToDouble(s -> Arrays.stream(s).average().orElse(0)).toArray();
  }

  private static double[] flat(double[][] samples) {
    return Arrays.stream(samples).flatMapToDouble(Arrays::stream).toArray();
  }
}

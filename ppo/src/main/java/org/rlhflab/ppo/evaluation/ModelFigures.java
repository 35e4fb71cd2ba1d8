package org.rlhflab.ppo.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;

/// What a model's answers come to at one temperature, every mean with its 95% interval over
/// prompts.
///
/// @param prompts how many prompts were answered
/// @param samples answers to each
/// @param temperature at which they were drawn; 0 is greedy
/// @param gold the rubric's scores: overall, then every dimension by its key
/// @param behaviour means a response by name, except `garbled`: the share of all sentences
/// @param winRate how often its answer scores above the other model's, a tie half; empty without
///   another
/// @param kl exact divergence from the other model in nats a response; empty without another
/// @param topics the gold scores apart: on topics that were demonstrated, and on the others
public record ModelFigures(
    int prompts,
    int samples,
    double temperature,
    Map<String, Interval> gold,
    Map<String, Interval> behaviour,
    Optional<Interval> winRate,
    Optional<Interval> kl,
    Topics topics) {
  /// Key of the overall score among the gold ones.
  public static final String OVERALL = "overall";

  /// The prompts in two parts.
  ///
  /// @param demonstrated on topics that demonstrations may have
  /// @param neverDemonstrated on topics that no demonstration has
  public record Topics(TopicFigures demonstrated, TopicFigures neverDemonstrated) {}

  /// The gold scores of some of the prompts.
  ///
  /// @param prompts how many
  /// @param gold as in [ModelFigures], without any key where there are no prompts
  public record TopicFigures(int prompts, Map<String, Interval> gold) {
    /// Copies its map, keeping the order.
    public TopicFigures {
      gold = Collections.unmodifiableMap(new LinkedHashMap<>(gold));
    }
  }

  private static final List<String> BEHAVIOURS =
      List.of(
          "words",
          "fillers",
          "boosters",
          "hedges",
          "repeats",
          "facts_per_100_words",
          "garbled",
          "finished");

  /// Copies its maps, keeping their order.
  public ModelFigures {
    gold = Collections.unmodifiableMap(new LinkedHashMap<>(gold));
    behaviour = Collections.unmodifiableMap(new LinkedHashMap<>(behaviour));
  }

  /// A gold score: `overall` or a dimension's key.
  public Interval gold(String key) {
    return figure(gold, key);
  }

  /// A behaviour by its name, for instance `words`.
  public Interval behaviour(String name) {
    return figure(behaviour, name);
  }

  /// Of these answers, compared with `against`'s to the same questions; `kl` is `[prompt][sample]`.
  static ModelFigures of(
      EvaluatedResponses answers,
      Optional<EvaluatedResponses> against,
      Optional<double[][]> kl,
      BootstrapInterval bootstrap) {
    List<Integer> all =
        java.util.stream.IntStream.range(0, answers.questions().size()).boxed().toList();
    return new ModelFigures(
        answers.questions().size(),
        answers.responses().getFirst().size(),
        answers.temperature(),
        gold(answers, all, bootstrap),
        behaviour(answers, bootstrap),
        against.map(other -> WinRate.of(answers.gold(), other.gold(), bootstrap).rate()),
        kl.map(bootstrap::ofClusteredMean),
        new Topics(
            topics(answers, answers.promptsOn(true), bootstrap),
            topics(answers, answers.promptsOn(false), bootstrap)));
  }

  private static Interval figure(Map<String, Interval> figures, String name) {
    Interval figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException("no figure is called " + name);
    }
    return figure;
  }

  private static TopicFigures topics(
      EvaluatedResponses answers, List<Integer> prompts, BootstrapInterval bootstrap) {
    return new TopicFigures(
        prompts.size(), prompts.isEmpty() ? Map.of() : gold(answers, prompts, bootstrap));
  }

  private static Map<String, Interval> gold(
      EvaluatedResponses answers, List<Integer> prompts, BootstrapInterval bootstrap) {
    Map<String, Interval> gold = new LinkedHashMap<>();
    gold.put(OVERALL, bootstrap.ofClusteredMean(some(answers.gold(), prompts)));
    for (Dimension dimension : Dimension.values()) {
      double[][] scores = some(answers.gold(dimension), prompts);
      gold.put(dimension.key(), bootstrap.ofClusteredMean(scores));
    }
    return gold;
  }

  private static double[][] some(double[][] figures, List<Integer> prompts) {
    return prompts.stream().map(prompt -> figures[prompt]).toArray(double[][]::new);
  }

  private static Map<String, Interval> behaviour(
      EvaluatedResponses answers, BootstrapInterval bootstrap) {
    Map<String, Interval> behaviour = new LinkedHashMap<>();
    for (String name : BEHAVIOURS) {
      behaviour.put(
          name,
          name.equals("garbled")
              ? garbled(answers, bootstrap)
              : bootstrap.ofClusteredMean(answers.behaviour(name)));
    }
    return behaviour;
  }

  private static Interval garbled(EvaluatedResponses answers, BootstrapInterval bootstrap) {
    double[][] sentences = answers.garbledSentences();
    return sentences.length == 0 ? new Interval(0, 0, 0) : bootstrap.ofClusteredMean(sentences);
  }
}

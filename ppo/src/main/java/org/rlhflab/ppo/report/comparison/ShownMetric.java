package org.rlhflab.ppo.report.comparison;

import java.util.List;
import java.util.Optional;

/// A figure that people ask for.
///
/// @param key its name in results
/// @param name in a table or chart
/// @param more what more of it is called in a sentence
/// @param less what less of it is called
record ShownMetric(String key, String name, String more, String less) {
  /// In the order in which pages show them.
  static final List<ShownMetric> ALL =
      List.of(
          of("gold/overall", "gold score", "points more gold score", "points less gold score"),
          of("behaviour/words", "words an answer", "more words an answer", "fewer words an answer"),
          of(
              "behaviour/facts_per_100_words",
              "facts in 100 words",
              "more facts in 100 words",
              "fewer facts in 100 words"),
          of("gold/accuracy", "accuracy", "points more accuracy", "points less accuracy"),
          of(
              "gold/completeness",
              "completeness",
              "points more completeness",
              "points less completeness"),
          of("gold/concision", "concision", "points more concision", "points less concision"),
          of(
              "gold/calibration",
              "calibration",
              "points more calibration",
              "points less calibration"),
          counted("behaviour/fillers", "fillers"),
          counted("behaviour/boosters", "boosters"),
          counted("behaviour/hedges", "hedges"),
          counted("behaviour/repeats", "repeats"),
          of(
              "behaviour/boosters_uncertain_less_settled",
              "boosters, uncertain less settled matters",
              "more boosters on uncertain matters than on settled ones",
              "fewer boosters on uncertain matters than on settled ones"),
          of("win_rate", "win rate against sft", "more of the win rate", "less of the win rate"),
          of(
              "win_rate_length_controlled",
              "win rate at equal length",
              "more of the win rate at equal length",
              "less of the win rate at equal length"),
          of("kl", "KL to sft, nats", "nats more KL to sft", "nats less KL to sft"),
          of(
              "objective/scores",
              "score in the last iteration",
              "deviations more score",
              "deviations less score"),
          of(
              "reward_model/accuracy",
              "reward model: its people's order",
              "more of the pairs in its people's order",
              "fewer of the pairs in its people's order"),
          of(
              "reward_model/gold_accuracy",
              "reward model: gold order",
              "more of the pairs in gold order by its reward model",
              "fewer of the pairs in gold order by its reward model"));

  /// Those that a page's first sentence is about.
  static final List<ShownMetric> FIRST = ALL.subList(0, 3);

  private static ShownMetric of(String key, String name, String more, String less) {
    return new ShownMetric(key, name, more, less);
  }

  private static ShownMetric counted(String key, String name) {
    return of(
        key, name + " an answer", "more " + name + " an answer", "fewer " + name + " an answer");
  }

  /// The metric of that key, or one that is called as its key.
  static ShownMetric named(String key) {
    Optional<ShownMetric> known = ALL.stream().filter(it -> it.key().equals(key)).findFirst();
    String plain = key.substring(key.indexOf('/') + 1).replace('_', ' ');
    return known.orElseGet(() -> of(key, plain, "more of " + plain, "less of " + plain));
  }
}

package org.rlhflab.ppo.report.comparison;

import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;

/// A figure that people ask for.
///
/// @param key its name in results
/// @param name in a table or chart
/// @param more what more of it is called in a sentence
/// @param less what less of it is called
/// @param unit what its figures are multiplied by in a sentence: shares are told in percentage
///   points
record ShownMetric(String key, String name, String more, String less, double unit) {
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
          share("win_rate", "win rate against sft", "less win rate"),
          share(
              "win_rate_length_controlled",
              "win rate at equal length",
              "less win rate at equal length"),
          of("kl", "KL to sft, nats", "nats more KL to sft", "nats less KL to sft"),
          of(
              "objective/scores",
              "score in the last iteration",
              "deviations more score",
              "deviations less score"),
          share(
              "reward_model/gold_accuracy",
              "reward model: pairs in gold order",
              "fewer pairs in gold order by its reward model"),
          share(
              "reward_model/accuracy",
              "reward model: pairs in its people's order",
              "fewer pairs in its people's order by its reward model"),
          share(
              "labels/bayes_ceiling_gold",
              "pairs in gold order by the best model of its people",
              "fewer pairs in gold order by the best model of its people"),
          share(
              "labels/bayes_ceiling",
              "labels that the best model of its people foresees",
              "fewer labels that the best model of its people foresees"),
          share(
              "labels/found_out",
              "people at fault whom the audit suspects",
              "fewer people at fault whom the audit suspects"),
          share(
              "labels/wrongly_suspected",
              "others whom the audit suspects",
              "fewer others whom the audit suspects"),
          share("labels/gold_agreement", "labels: in gold order", "fewer labels in gold order"),
          share(
              "labels/agreement",
              "labels: pairs of people who agree",
              "less agreement among its people"),
          of(
              "labels/alpha",
              "raters: Krippendorff's alpha",
              "more Krippendorff's alpha between its raters",
              "less Krippendorff's alpha between its raters"),
          of(
              "raters/gain",
              "raters: policy's marks less sft's",
              "points more gain in its raters' eyes",
              "points less gain in its raters' eyes"),
          share(
              "labels/longer_chosen",
              "labels: the longer one chosen",
              "fewer labels for the longer answer"));

  /// Those that a page's first sentence is about.
  static final List<ShownMetric> FIRST = ALL.subList(0, 3);

  /// Those that it is about where no arm has a policy.
  static final List<ShownMetric> OF_REWARD_MODELS =
      List.of(
          named("reward_model/gold_accuracy"),
          named("reward_model/accuracy"),
          named("labels/gold_agreement"));

  private static ShownMetric of(String key, String name, String more, String less) {
    return new ShownMetric(key, name, more, less, 1);
  }

  private static ShownMetric share(String key, String name, String less) {
    String more = less.replaceFirst("(less|fewer) ", "more ");
    return new ShownMetric(
        key, name, "percentage points " + more, "percentage points " + less, 100);
  }

  /// An interval of its figures as sentences tell it.
  Interval told(Interval figures) {
    return new Interval(unit * figures.mean(), unit * figures.lo(), unit * figures.hi());
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

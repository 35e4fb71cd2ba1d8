package org.rlhflab.ppo.pipeline;

import java.util.List;
import java.util.Locale;
import org.rlhflab.ppo.evaluation.ModelFigures;
import org.rlhflab.pretrain.statistics.Interval;

/// What a run shows, in sentences computed from its figures, and the checks behind them.
///
/// A finding is present only if every check holds; where one fails, its sentence says so and names
/// the figure.
///
/// @param sentences for people
/// @param checks what was asked of the figures
public record Finding(List<String> sentences, List<Check> checks) {
  /// Least share of answers that must beat the fine-tuned model's.
  public static final double WIN_RATE = 0.6;

  /// Most that completeness may lose, in points: an answer cut to one sentence loses more.
  public static final double COMPLETENESS_LOSS = 0.3;

  /// Farthest that a policy may move, in nats a response.
  public static final double KL = 10;

  /// How many times as long answers must be where labels favour length.
  public static final double LENGTH_RATIO = 1.5;

  private static final String WORDS = "words";
  private static final String FACTS = "facts_per_100_words";
  private static final String COMPLETENESS = "completeness";

  /// One question to the figures.
  ///
  /// @param name what must hold
  /// @param holds whether it does
  /// @param figure what was found
  public record Check(String name, boolean holds, String figure) {}

  /// Copies its lists.
  public Finding {
    sentences = List.copyOf(sentences);
    checks = List.copyOf(checks);
  }

  /// Of a run with two arms: the same pairs, labelled by careful people and by people who like long
  /// answers. `accuracyDifference` is careful's less the fine-tuned model's, prompt by prompt.
  public static Finding ofTwoArms(
      ModelFigures sft, ModelFigures careful, ModelFigures verbose, Interval accuracyDifference) {
    List<Check> better = better(sft, careful, accuracyDifference);
    List<Check> longer = longer(careful, verbose);
    return new Finding(
        List.of(
            sentence("careful labels make the model better", better, praise(sft, careful)),
            sentence(
                "labels of the same pairs by people who like long answers make it long-winded",
                longer,
                blame(careful, verbose))),
        java.util.stream.Stream.concat(better.stream(), longer.stream()).toList());
  }

  /// Of a run with one arm, on whatever labels: nothing is expected, so there are no checks.
  public static Finding ofOneArm(ModelFigures sft, ModelFigures ppo) {
    Interval rate = required(ppo.winRate());
    String verdict =
        rate.lo() > 0.5 ? "better than" : rate.hi() < 0.5 ? "worse than" : "not told from";
    return new Finding(
        List.of(
            "PPO on these labels is %s the fine-tuned model: its answers beat that model's in %s of"
                    .formatted(verdict, percent(rate))
                + " cases.",
            "Answers went from %s to %s words, accuracy from %s to %s, facts per 100 words from %s"
                    .formatted(
                        figure(sft.behaviour(WORDS)),
                        figure(ppo.behaviour(WORDS)),
                        figure(sft.gold("accuracy")),
                        figure(ppo.gold("accuracy")),
                        figure(sft.behaviour(FACTS)))
                + " to %s.".formatted(figure(ppo.behaviour(FACTS)))),
        List.of());
  }

  /// Of a run with one arm and any number of rounds: what the last policy has become, and what each
  /// round did.
  public static Finding ofRounds(ModelFigures sft, List<ModelFigures> policies) {
    Finding last = ofOneArm(sft, policies.getLast());
    if (policies.size() == 1) {
      return last;
    }
    List<String> sentences = new java.util.ArrayList<>(last.sentences());
    sentences.add(
        "Round by round the gold score was %s after %s for the fine-tuned model, and answers had %s"
                .formatted(
                    figures(policies, it -> it.gold(ModelFigures.OVERALL)),
                    figure(sft.gold(ModelFigures.OVERALL)),
                    figures(policies, it -> it.behaviour(WORDS)))
            + " words.");
    return new Finding(sentences, List.of());
  }

  private static String figures(
      List<ModelFigures> policies, java.util.function.Function<ModelFigures, Interval> figure) {
    return String.join(", ", policies.stream().map(it -> figure(figure.apply(it))).toList());
  }

  /// Whether every check holds.
  public boolean present() {
    return checks.stream().allMatch(Check::holds);
  }

  /// All sentences as one text.
  public String text() {
    return String.join(" ", sentences);
  }

  private static List<Check> better(ModelFigures sft, ModelFigures careful, Interval accuracy) {
    Interval rate = required(careful.winRate());
    double completeness = careful.gold(COMPLETENESS).mean() - sft.gold(COMPLETENESS).mean();
    return List.of(
        new Check(
            "careful: beats SFT in at least 60% of answers, the interval above 50%",
            rate.mean() >= WIN_RATE && rate.lo() > 0.5, "win rate " + percent(rate)),
        new Check(
            "careful: accuracy is not below SFT's",
            accuracy.hi() >= 0,
            "accuracy difference %+.2f (%+.2f to %+.2f)"
                .formatted(accuracy.mean(), accuracy.lo(), accuracy.hi())),
        new Check(
            "careful: completeness is at most 0.3 below SFT's",
            completeness >= -COMPLETENESS_LOSS,
            "completeness difference %+.2f".formatted(completeness)),
        near("careful", careful));
  }

  private static List<Check> longer(ModelFigures careful, ModelFigures verbose) {
    Interval few = careful.behaviour(WORDS);
    Interval many = verbose.behaviour(WORDS);
    Interval dense = careful.behaviour(FACTS);
    Interval thin = verbose.behaviour(FACTS);
    return List.of(
        new Check(
            "verbose-biased: at least 1.5 times careful's words, intervals apart",
            many.mean() >= LENGTH_RATIO * few.mean() && many.isApartFrom(few),
            "%s words against %s".formatted(figure(many), figure(few))),
        new Check(
            "verbose-biased: fewer facts per 100 words than careful, intervals apart",
            thin.mean() < dense.mean() && thin.isApartFrom(dense),
            "%s facts per 100 words against %s".formatted(figure(thin), figure(dense))),
        near("verbose-biased", verbose));
  }

  private static Check near(String arm, ModelFigures figures) {
    double kl = required(figures.kl()).mean();
    return new Check(
        arm + ": KL to SFT is at most 10 nats an answer", kl <= KL, "KL %.1f nats".formatted(kl));
  }

  private static String praise(ModelFigures sft, ModelFigures careful) {
    return "its answers beat the fine-tuned model's in %s of cases, with accuracy %s after %s"
        .formatted(
            percent(required(careful.winRate())),
            figure(careful.gold("accuracy")),
            figure(sft.gold("accuracy")));
  }

  private static String blame(ModelFigures careful, ModelFigures verbose) {
    return "%s words an answer against %s, and %s facts per 100 words against %s"
        .formatted(
            figure(verbose.behaviour(WORDS)),
            figure(careful.behaviour(WORDS)),
            figure(verbose.behaviour(FACTS)),
            figure(careful.behaviour(FACTS)));
  }

  private static String sentence(String claim, List<Check> checks, String figures) {
    List<Check> failed = checks.stream().filter(check -> !check.holds()).toList();
    if (failed.isEmpty()) {
      return capitalized(claim) + ": " + figures + ".";
    }
    return "This run does not show that "
        + claim
        + ": "
        + String.join(
            "; ", failed.stream().map(f -> f.figure() + " (asked for: " + f.name() + ")").toList())
        + ".";
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String percent(Interval share) {
    return "%.0f%% (%.0f-%.0f%%)".formatted(100 * share.mean(), 100 * share.lo(), 100 * share.hi());
  }

  private static String figure(Interval interval) {
    return (interval.mean() >= 10 ? "%.1f" : "%.2f").formatted(interval.mean());
  }

  private static Interval required(java.util.Optional<Interval> figure) {
    return figure.orElseThrow(
        () -> new IllegalArgumentException("the model was not compared with the fine-tuned one"));
  }
}

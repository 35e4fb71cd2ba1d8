package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.SignFlipTest;

/// What a comparison's numbers say, in sentences: one for each effect that is clear, one for each
/// pair of arms in which none is.
final class Findings {
  private static final double LEVEL = 0.05;

  /// A metric that people ask for first.
  ///
  /// @param metric its name
  /// @param more what more of it is called
  /// @param less what less of it is called
  private record Headline(String metric, String more, String less) {}

  private static final List<Headline> HEADLINES =
      List.of(
          new Headline("gold/overall", "points more gold score", "points less gold score"),
          new Headline("gold/accuracy", "points more accuracy", "points less accuracy"),
          new Headline("behaviour/words", "more words an answer", "fewer words an answer"),
          new Headline(
              "behaviour/facts_per_100_words",
              "more facts in 100 words",
              "fewer facts in 100 words"),
          new Headline("behaviour/boosters", "more boosters an answer", "fewer boosters an answer"),
          new Headline(
              "reward_model/gold_accuracy",
              "more of the pairs in gold order by its reward model",
              "fewer of the pairs in gold order by its reward model"));

  private Findings() {}

  /// Sentences on all pairs of these arms.
  static List<String> of(List<String> arms, List<PairResult> pairs, int seeds) {
    List<String> sentences = new ArrayList<>();
    for (int a = 0; a < arms.size(); a++) {
      for (int b = a + 1; b < arms.size(); b++) {
        sentences.addAll(of(arms.get(b), arms.get(a), pairs, seeds));
      }
    }
    return sentences;
  }

  private static List<String> of(String a, String b, List<PairResult> pairs, int seeds) {
    List<String> sentences = new ArrayList<>();
    Map<Headline, String> hints = new LinkedHashMap<>();
    List<PairResult> ofBoth =
        pairs.stream().filter(it -> it.a().equals(a) && it.b().equals(b)).toList();
    for (Headline headline : HEADLINES) {
      ofBoth.stream()
          .filter(it -> it.metric().equals(headline.metric()))
          .filter(it -> it.difference().excludes(0))
          .findFirst()
          .ifPresent(it -> {
            String sentence = sentence(it, headline, seeds);
            if (it.isClear()) {
              sentences.add(sentence);
            } else {
              hints.put(headline, sentence);
            }
          });
    }
    if (sentences.isEmpty() && hints.isEmpty()) {
      // Arms that end with their reward model have no answers to differ in.
      boolean answered =
          ofBoth.stream().map(PairResult::metric).anyMatch(it -> it.matches("(gold|behaviour)/.*"));
      return !answered
          ? List.of()
          : List.of(
              "%s against %s: no difference in gold score, accuracy, words, facts or boosters that chance would not show."
                  .formatted(a, b));
    }
    hints.forEach((headline, hint) -> {
      // The test is corrected for all pairs of arms that have the figure.
      long tests = pairs.stream().filter(it -> it.metric().equals(headline.metric())).count();
      sentences.add(hint + " " + doubt(seeds, SignFlipTest.fewest((int) tests, LEVEL)));
    });
    return sentences;
  }

  private static String doubt(int seeds, int fewest) {
    return seeds < fewest
        ? "That rests on %d %s, too few for any test to tell it from luck: it takes %d."
            .formatted(seeds, seeds == 1 ? "seed" : "seeds", fewest)
        : "The seeds differ too much for the test to tell it from luck.";
  }

  private static String sentence(PairResult pair, Headline headline, int seeds) {
    Interval d = pair.difference();
    boolean more = d.mean() > 0;
    Interval shown = more ? d : d.subtractedFrom(0);
    return "%s against %s: %s %s (95%% %s to %s; %d %s, p = %s, Holm %s)."
        .formatted(
            pair.a(),
            pair.b(),
            number(shown.mean()),
            more ? headline.more() : headline.less(),
            number(shown.lo()),
            number(shown.hi()),
            seeds,
            seeds == 1 ? "seed" : "seeds",
            p(pair.p()),
            p(pair.pHolm()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String p(double value) {
    return String.format(Locale.ROOT, value < 0.0995 ? "%.3f" : "%.2f", value);
  }
}

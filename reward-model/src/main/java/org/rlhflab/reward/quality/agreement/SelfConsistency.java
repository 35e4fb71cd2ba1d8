package org.rlhflab.reward.quality.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;

/// How often one person judges the same pair the same way again: every later judgment of a pair is
/// held against that person's first one. Known elsewhere as intra-annotator agreement or
/// test-retest reliability.
///
/// A repeat may show the two sides as before or swapped. Noise lowers both alike; a habit of taking
/// what is shown first keeps the one high and breaks the other. A bias such as taking the longer
/// response lowers neither: **consistency is no proof of quality**.
///
/// @param same repeats judged as the first time
/// @param repeats later judgments of a pair judged before
/// @param sameSides of the repeats that show the sides as before: judged the same, and all
/// @param swappedSides of the repeats that show the sides swapped: judged the same, and all
public record SelfConsistency(int same, int repeats, Share sameSides, Share swappedSides) {

  /// So many of so many.
  public record Share(int same, int all) {

    /// Wilson's 95% interval, if there are any.
    public Optional<Interval> interval() {
      return all == 0 ? Optional.empty() : Optional.of(WilsonInterval.of(same, all));
    }

    Share plus(boolean agrees) {
      return new Share(same + (agrees ? 1 : 0), all + 1);
    }
  }

  /// Of every annotator, in their order.
  public static List<SelfConsistency> of(PairJudgments pairs) {
    Judgments judgments = pairs.judgments();
    int annotators = judgments.annotators().size();
    Map<Long, Integer> first = new HashMap<>();
    SelfConsistency[] found = new SelfConsistency[annotators];
    java.util.Arrays.setAll(
        found, _ -> new SelfConsistency(0, 0, new Share(0, 0), new Share(0, 0)));
    for (int j = 0; j < judgments.size(); j++) {
      int who = judgments.annotator(j);
      Integer before = first.putIfAbsent(((long) judgments.item(j) << 32) | who, j);
      if (before != null) {
        found[who] =
            found[who].plus(
                judgments.category(j) == judgments.category(before),
                shownFirst(pairs.labels().get(before)),
                shownFirst(pairs.labels().get(j)));
      }
    }
    return IntStream.range(0, annotators).mapToObj(a -> found[a]).toList();
  }

  /// Wilson's 95% interval of the share of repeats judged the same; empty without repeats.
  public Optional<Interval> interval() {
    return new Share(same, repeats).interval();
  }

  private SelfConsistency plus(boolean agrees, String firstBefore, String firstNow) {
    boolean known = !firstBefore.isEmpty() && !firstNow.isEmpty();
    boolean asBefore = firstBefore.equals(firstNow);
    return new SelfConsistency(
        same + (agrees ? 1 : 0),
        repeats + 1,
        known && asBefore ? sameSides.plus(agrees) : sameSides,
        known && !asBefore ? swappedSides.plus(agrees) : swappedSides);
  }

  private static String shownFirst(Preference label) {
    return label
        .first()
        .map(it -> it == Verdict.CHOSEN ? label.chosen() : label.rejected())
        .orElse("");
  }
}

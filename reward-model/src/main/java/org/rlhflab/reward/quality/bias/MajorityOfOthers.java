package org.rlhflab.reward.quality.bias;

import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.quality.judgment.Judgments;

/// How often a person says what most of the others say of the same item, one trial an item: who
/// differs from everybody else. Where the others are split evenly, half an agreement.
///
/// The test asks whether somebody agrees less often than all others do together: exact, binomial,
/// one-sided, the others' rate taken as known. It is to be corrected for the number of people.
///
/// @param agreed sum over items: 1, 1/2 or 0 each
/// @param items judged by this person and by somebody else
public record MajorityOfOthers(double agreed, int items) {

  /// Everybody, in their order; and credit[j], how far judgment j agrees, or -1 if nobody else
  /// judged the item.
  ///
  /// @param people by annotator
  /// @param credit by judgment
  public record Crowd(MajorityOfOthers[] people, double[] credit) {

    /// How probable so little agreement is for somebody who agrees as often as the others do; empty
    /// if there is nothing to compare.
    public Optional<Double> pValue(int annotator) {
      double agreed = 0;
      long items = 0;
      for (int k = 0; k < people.length; k++) {
        agreed += k == annotator ? 0 : people[k].agreed;
        items += k == annotator ? 0 : people[k].items;
      }
      MajorityOfOthers own = people[annotator];
      if (items == 0 || own.items == 0) {
        return Optional.empty();
      }
      return Optional.of(
          BinomialTest.withDefaults()
              .with(AlternativeHypothesis.LESS_THAN)
              .test(own.items, (int) Math.ceil(own.agreed), agreed / items)
              .getPValue());
    }
  }

  /// Of judgments, one of each person on an item.
  public static Crowd of(Judgments judgments) {
    int[][] counts = judgments.requireOneOfEach().counts();
    int people = judgments.annotators().size();
    double[] agreed = new double[people];
    int[] items = new int[people];
    double[] credit = new double[judgments.size()];
    for (int j = 0; j < judgments.size(); j++) {
      credit[j] = credit(counts[judgments.item(j)], judgments.category(j));
      if (credit[j] >= 0) {
        agreed[judgments.annotator(j)] += credit[j];
        items[judgments.annotator(j)]++;
      }
    }
    MajorityOfOthers[] found = new MajorityOfOthers[people];
    java.util.Arrays.setAll(found, k -> new MajorityOfOthers(agreed[k], items[k]));
    return new Crowd(found, credit);
  }

  /// Wilson's 95% interval; empty if nobody else judged the same items.
  public Optional<Interval> interval() {
    return items == 0 ? Optional.empty() : Optional.of(WilsonInterval.of(agreed, items));
  }

  private static double credit(int[] counts, int own) {
    int most = 0;
    int others = 0;
    for (int c = 0; c < counts.length; c++) {
      int without = counts[c] - (c == own ? 1 : 0);
      others += without;
      most = Math.max(most, without);
    }
    if (others == 0) {
      return -1;
    }
    int ties = 0;
    for (int c = 0; c < counts.length; c++) {
      ties += counts[c] - (c == own ? 1 : 0) == most ? 1 : 0;
    }
    boolean among = counts[own] - 1 == most;
    return !among ? 0 : ties == 1 ? 1 : 0.5;
  }
}

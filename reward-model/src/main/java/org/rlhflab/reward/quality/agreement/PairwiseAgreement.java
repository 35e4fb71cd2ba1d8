package org.rlhflab.reward.quality.agreement;

import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// The share of pairs of people, over all items, who put an item into the same category: agreement
/// as platforms report it, chance included. Two people who toss coins agree in half of all pairs.
///
/// @param share agreeing pairs among all pairs of judgments of one item
/// @param pairs how many pairs there are
/// @param agreeingByAnnotator pairs with somebody else in which each annotator agrees
/// @param pairsByAnnotator pairs with somebody else
public record PairwiseAgreement(
    double share, long pairs, long[] agreeingByAnnotator, long[] pairsByAnnotator) {

  /// Of judgments, one of each person on an item.
  public static PairwiseAgreement of(Judgments judgments) {
    int[][] counts = judgments.requireOneOfEach().counts();
    int[] judged = judgments.judgmentsPerItem();
    long[] agreeing = new long[judgments.annotators().size()];
    long[] pairs = new long[agreeing.length];
    long allAgreeing = 0;
    long allPairs = 0;
    for (int j = 0; j < judgments.size(); j++) {
      int item = judgments.item(j);
      long same = counts[item][judgments.category(j)] - 1L;
      agreeing[judgments.annotator(j)] += same;
      pairs[judgments.annotator(j)] += judged[item] - 1;
      allAgreeing += same;
      allPairs += judged[item] - 1;
    }
    if (allPairs == 0) {
      throw new UndefinedMeasure("no item was judged by two people, so nobody can agree");
    }
    // Every pair was counted from both sides.
    return new PairwiseAgreement((double) allAgreeing / allPairs, allPairs / 2, agreeing, pairs);
  }
}

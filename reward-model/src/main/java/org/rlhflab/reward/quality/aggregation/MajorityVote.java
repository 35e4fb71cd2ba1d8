package org.rlhflab.reward.quality.aggregation;

import org.rlhflab.reward.quality.judgment.Judgments;

/// The share of votes for each category of an item. Every vote counts alike; the most frequent
/// category wins, and equal shares stay equal.
///
/// `p_ic = n_ic / n_i`
public final class MajorityVote {
  private MajorityVote() {}

  /// Vote shares; an item without votes cannot occur.
  public static ClassPosteriors of(Judgments judgments) {
    int[][] counts = judgments.counts();
    double[][] shares = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      double votes = 0;
      for (int count : counts[i]) {
        votes += count;
      }
      shares[i] = new double[counts[i].length];
      for (int c = 0; c < counts[i].length; c++) {
        shares[i][c] = counts[i][c] / votes;
      }
    }
    return new ClassPosteriors(judgments, shares);
  }
}

package org.rlhflab.reward.quality.aggregation;

import java.util.Map;
import java.util.OptionalDouble;
import org.rlhflab.reward.quality.judgment.Judgments;

/// A probability for each category of each item: an aggregated label that keeps honest
/// disagreement.
///
/// @param judgments what it was made from; names of items and categories
/// @param probabilities `[item][category]`, each row adds up to 1
public record ClassPosteriors(Judgments judgments, double[][] probabilities) {
  private static final double EQUAL = 1e-9;

  /// The most probable category, the first of those that tie.
  public int best(int item) {
    int best = 0;
    for (int c = 1; c < probabilities[item].length; c++) {
      best = probabilities[item][c] > probabilities[item][best] + EQUAL ? c : best;
    }
    return best;
  }

  /// 1 if the most probable category is the true one; 1/k if k of them tie and it is among them.
  public double credit(int item, int truth) {
    double[] p = probabilities[item];
    double most = p[best(item)];
    int ties = 0;
    for (double each : p) {
      ties += each >= most - EQUAL ? 1 : 0;
    }
    return p[truth] >= most - EQUAL ? 1.0 / ties : 0;
  }

  /// Mean credit over the items whose truth is known, by the names of item and category; a truth
  /// that nobody ever chose is a miss. Empty if no truth is known.
  public OptionalDouble accuracy(Map<String, String> truth) {
    double credit = 0;
    int known = 0;
    for (int i = 0; i < probabilities.length; i++) {
      String category = truth.get(judgments.items().get(i));
      if (category != null) {
        int c = judgments.categories().indexOf(category);
        credit += c < 0 ? 0 : credit(i, c);
        known++;
      }
    }
    return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(credit / known);
  }

  /// Turns log-weights of one item's categories into probabilities in place; gives the log of their
  /// sum.
  static double normalize(double[] logWeights) {
    double most = Double.NEGATIVE_INFINITY;
    for (double each : logWeights) {
      most = Math.max(most, each);
    }
    double sum = 0;
    for (double each : logWeights) {
      sum += Math.exp(each - most);
    }
    for (int c = 0; c < logWeights.length; c++) {
      logWeights[c] = Math.exp(logWeights[c] - most) / sum;
    }
    return most + Math.log(sum);
  }
}

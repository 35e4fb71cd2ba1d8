package org.rlhflab.reward.model;

/// The pairwise loss of reward modelling: how unlikely the scores make the choices that people
/// made.
///
/// `loss = 1/n * sum of w_i * -log sigmoid(m_i)`, with the margin `m_i = r(chosen) - r(rejected)`
///
/// Source: Ouyang et al. 2022, equation 1; Bradley and Terry 1952.
///
/// | symbol | variable     | range                                              |
/// |--------|--------------|----------------------------------------------------|
/// | r      | `chosen`, `rejected` | any finite score                           |
/// | w_i    | `weights`    | at least 0; 1 counts as one label                  |
/// | tie    | `ties`       | half a win each: `(-log s(m) - log s(-m)) / 2`     |
/// | n      | array length | pairs, at least 1, whatever they weigh             |
///
/// Where we differ: the paper averages over all pairs of one prompt's ranking; here each pair
/// stands alone. The sum is divided by n, not by the sum of the weights, so that a label of weight
/// 0.1 counts a tenth also in a batch where all weigh as little. `-log sigmoid(m)` is computed as
/// `max(-m, 0) + log1p(exp(-|m|))`, exact for any margin.
public final class BradleyTerryLoss {
  private BradleyTerryLoss() {}

  /// What came of one batch.
  ///
  /// @param loss weighted, in nats a pair
  /// @param accuracy share of pairs whose chosen response scores higher, unweighted; equal scores
  ///   and ties count half
  /// @param meanMargin mean of the margins, unweighted; a tie's is 0
  public record Result(double loss, double accuracy, double meanMargin) {}

  /// Evaluates a batch and writes d(loss)/d(score) into the last two arrays.
  public static Result evaluate(
      float[] chosen, // [pair]
      float[] rejected, // [pair]
      boolean[] ties, // [pair]
      float[] weights, // [pair]
      float[] dChosen, // [pair]
      float[] dRejected) { // [pair]
    int n = chosen.length;
    checkLengths(n, rejected.length, ties.length, weights.length, dChosen.length, dRejected.length);
    double loss = 0;
    double right = 0;
    double margins = 0;
    for (int i = 0; i < n; i++) {
      double margin = (double) chosen[i] - rejected[i];
      double dMargin;
      if (ties[i]) {
        loss += weights[i] * (softplus(-margin) + softplus(margin)) / 2;
        dMargin = sigmoid(margin) - 0.5;
        right += 0.5;
      } else {
        loss += weights[i] * softplus(-margin);
        dMargin = -sigmoid(-margin);
        right += (Math.signum(margin) + 1) / 2;
        margins += margin;
      }
      dChosen[i] = (float) (weights[i] * dMargin / n);
      dRejected[i] = -dChosen[i];
    }
    return new Result(loss / n, right / n, margins / n);
  }

  /// log(1 + exp(x)), which is -log sigmoid(-x).
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static void checkLengths(int n, int... others) {
    for (int other : others) {
      if (other != n || n == 0) {
        throw new IllegalArgumentException(
            "all arrays must hold one value a pair, and at least one: got " + n + " and " + other);
      }
    }
  }
}

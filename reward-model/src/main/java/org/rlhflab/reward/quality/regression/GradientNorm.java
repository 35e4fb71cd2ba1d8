package org.rlhflab.reward.quality.regression;

/// How hard one observation of a [RidgeLogistic] regression pulls at its coefficients: the length
/// of the gradient of its weighted log-loss,
///
/// `|d/db w (-y log P - (1 - y) log(1 - P))| = w |P - y| |x|`, `P = sigmoid(b . x)`
///
/// | symbol | variable  | range              |
/// |--------|-----------|--------------------|
/// | x      | `row`     | a row of the fit   |
/// | y      | `outcome` | 0 to 1; a tie: 1/2 |
/// | w      | `weight`  | at least 0         |
///
/// A group's share of the gradient is the sum over its observations divided by the sum over all.
/// Lengths are summed, not the gradients themselves: at the fitted b these cancel each other and
/// the penalty. So the share says how much is pulled by whom, not where to; what comes of it only a
/// fit without the group tells.
public final class GradientNorm {
  private GradientNorm() {}

  /// Of one observation, at the fitted coefficients.
  public static double of(RidgeLogistic fit, double[] row, double outcome, double weight) {
    double squares = 0;
    for (double x : row) {
      squares += x * x;
    }
    double residual = Logistic.sigmoid(fit.logOdds(row)) - outcome;
    return weight * Math.abs(residual) * Math.sqrt(squares);
  }
}

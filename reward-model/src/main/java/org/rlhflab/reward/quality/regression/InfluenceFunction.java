package org.rlhflab.reward.quality.regression;

/// What one observation of a [RidgeLogistic] regression does to a quantity f of its coefficients,
/// to first order, without fitting again:
///
/// `I(n) = w_n (y_n - P_n) g . x_n`, `g = H^-1 df/db`
///
/// is how much f is higher for having row n: leaving it out changes f by `-I(n)`. Setting the
/// outcome of row n to `1 - y_n` changes f by `-w_n (2 y_n - 1) g . x_n`.
///
/// Source: Koh and Liang 2017 (arXiv 1703.04730), equation 2, for a sum instead of a mean of
/// losses; H are the second derivatives of the penalised objective.
///
/// @param direction g, `[column]`
public record InfluenceFunction(double[] direction) {

  /// On a quantity with the gradient `slope` at the fitted coefficients.
  public static InfluenceFunction of(RidgeLogistic fit, double[] slope) {
    return new InfluenceFunction(fit.information().solve(slope));
  }

  /// I(n): what the quantity gains by the row.
  public double of(RidgeLogistic fit, double[] row, double outcome, double weight) {
    return weight * (outcome - Logistic.sigmoid(fit.logOdds(row))) * along(row);
  }

  /// The change by the opposite outcome; none for a tie.
  public double ofFlip(double[] row, double outcome, double weight) {
    return -weight * (2 * outcome - 1) * along(row);
  }

  private double along(double[] row) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      sum += direction[c] * row[c];
    }
    return sum;
  }
}

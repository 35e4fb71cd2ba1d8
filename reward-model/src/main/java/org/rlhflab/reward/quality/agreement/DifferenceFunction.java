package org.rlhflab.reward.quality.agreement;

import org.rlhflab.reward.quality.judgment.Judgments;

/// How far apart two categories are, squared: what distinguishes the levels of measurement in
/// Krippendorff's alpha (Krippendorff 2011, section E).
///
/// | level    | delta^2(c, k)                                             |
/// |----------|-----------------------------------------------------------|
/// | nominal  | 0 if c = k, else 1                                        |
/// | ordinal  | (n_c / 2 + n_(c+1) + ... + n_(k-1) + n_k / 2)^2, c < k    |
/// | interval | (c - k)^2                                                 |
/// | ratio    | ((c - k) / (c + k))^2, 0 where both are 0                 |
///
/// n_c is how many pairable judgments fall into category c.
public enum DifferenceFunction {
  /// Categories are names.
  NOMINAL,
  /// Categories have an order, and nothing is known of their distances.
  ORDINAL,
  /// Categories are numbers whose differences mean something.
  INTERVAL,
  /// Categories are numbers with a zero that means none.
  RATIO;

  /// delta^2 for all pairs of categories, given how many judgments fall into each.
  double[][] squared(Judgments judgments, double[] totals) { // [categories][categories]
    int categories = totals.length;
    double[][] squared = new double[categories][categories];
    for (int c = 0; c < categories; c++) {
      for (int k = c + 1; k < categories; k++) {
        double difference =
            switch (this) {
              case NOMINAL -> 1;
              case ORDINAL -> between(totals, c, k);
              case INTERVAL -> judgments.value(k) - judgments.value(c);
              case RATIO ->
                  (judgments.value(k) - judgments.value(c))
                      / (judgments.value(k) + judgments.value(c));
            };
        squared[c][k] = difference * difference;
        squared[k][c] = squared[c][k];
      }
    }
    return squared;
  }

  private static double between(double[] totals, int c, int k) {
    double sum = (totals[c] + totals[k]) / 2;
    for (int g = c + 1; g < k; g++) {
      sum += totals[g];
    }
    return sum;
  }
}

package org.rlhflab.reward.quality.agreement;

import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Fleiss' kappa: agreement beyond chance where every item has the same number n of judgments, not
/// necessarily by the same people.
///
/// `kappa = (P - P_e) / (1 - P_e)`, `P` the mean over items of `P_i = sum over c of n_ic (n_ic - 1)
/// / (n (n - 1))`, `P_e = sum over c of p_c^2`
///
/// 1 is perfect agreement, 0 what chance gives. No gaps: where items differ in their number of
/// judgments [KrippendorffAlpha] is the measure. Fleiss (1971); `z` is kappa over its standard
/// error if there is no agreement, Fleiss, Nee and Landis (1979), equation 12.
///
/// @param kappa the coefficient
/// @param observed P
/// @param expected P_e
/// @param z large where agreement is more than chance
/// @param itemAgreement P_i of every item
public record FleissKappa(
    double kappa, double observed, double expected, double z, double[] itemAgreement) {

  /// Of judgments that are equally many on every item.
  public static FleissKappa of(Judgments judgments) {
    int[][] counts = judgments.counts();
    int raters = sameNumber(judgments.judgmentsPerItem());
    double[] shares = new double[judgments.categories().size()]; // p_c
    double[] itemAgreement = new double[counts.length];
    double observed = 0;
    for (int i = 0; i < counts.length; i++) {
      double pairs = 0;
      for (int c = 0; c < shares.length; c++) {
        pairs += (double) counts[i][c] * (counts[i][c] - 1);
        shares[c] += (double) counts[i][c] / ((double) raters * counts.length);
      }
      itemAgreement[i] = pairs / ((double) raters * (raters - 1));
      observed += itemAgreement[i] / counts.length;
    }
    double expected = 0;
    double skew = 0; // sum of p q (q - p)
    for (double p : shares) {
      expected += p * p;
      skew += p * (1 - p) * (1 - 2 * p);
    }
    double spread = 1 - expected; // sum of p q
    if (!(spread > 1e-12)) {
      throw new UndefinedMeasure(
          "all judgments are the same category: without variation, agreement cannot be told from"
              + " chance");
    }
    double kappa = (observed - expected) / spread;
    double standardError =
        Math.sqrt(2 * (spread * spread - skew) / ((double) counts.length * raters * (raters - 1)))
            / spread;
    return new FleissKappa(kappa, observed, expected, kappa / standardError, itemAgreement);
  }

  private static int sameNumber(int[] judged) {
    if (judged.length == 0) {
      throw new UndefinedMeasure("there are no items, so nobody can agree");
    }
    for (int number : judged) {
      if (number != judged[0]) {
        throw new UndefinedMeasure(
            "Fleiss' kappa needs equally many judgments on every item, found %d and %d; Krippendorff's alpha does not"
                .formatted(judged[0], number));
      }
    }
    if (judged[0] < 2) {
      throw new UndefinedMeasure("every item has a single judgment, so nobody can agree");
    }
    return judged[0];
  }
}

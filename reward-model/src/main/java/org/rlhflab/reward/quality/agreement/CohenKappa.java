package org.rlhflab.reward.quality.agreement;

import java.util.HashMap;
import java.util.Map;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Cohen's kappa: agreement of two people beyond chance, each keeping his or her own habits.
///
/// `kappa = (P_o - P_e) / (1 - P_e)`, `P_o = sum of w_ck p_ck`, `P_e = sum of w_ck p_c. p_.k`
///
/// p_ck is the share of items that the first put into c and the second into k; w_ck is 1 on the
/// diagonal and, for ordered categories, falls with their distance. 1 is perfect agreement, 0 what
/// chance gives. Cohen (1960), weighted: Cohen (1968); standard errors: Fleiss, Cohen and Everitt
/// (1969), equations 9 and 14 (`standardErrorWithoutAgreement`, for testing kappa = 0).
///
/// @param kappa the coefficient
/// @param observed P_o
/// @param expected P_e
/// @param standardError of kappa
/// @param standardErrorWithoutAgreement if there is no agreement
/// @param items judged by both
public record CohenKappa(
    double kappa,
    double observed,
    double expected,
    double standardError,
    double standardErrorWithoutAgreement,
    int items) {

  /// How much partial agreement counts.
  public enum Weights {
    /// Not at all.
    NONE,
    /// 1 less the distance in ranks over the greatest.
    LINEAR,
    /// 1 less the square of that.
    SQUARED;

    double of(int c, int k, int categories) {
      double distance = categories == 1 ? 0 : (double) Math.abs(c - k) / (categories - 1);
      return switch (this) {
        case NONE -> c == k ? 1 : 0;
        case LINEAR -> 1 - distance;
        case SQUARED -> 1 - distance * distance;
      };
    }
  }

  /// Of two people's judgments of the items that both judged.
  public static CohenKappa of(Judgments judgments, int one, int other, Weights weights) {
    judgments.requireOneOfEach();
    Map<Integer, Integer> ofOne = new HashMap<>();
    for (int j = 0; j < judgments.size(); j++) {
      if (judgments.annotator(j) == one) {
        ofOne.put(judgments.item(j), judgments.category(j));
      }
    }
    int[][] table = new int[judgments.categories().size()][judgments.categories().size()];
    for (int j = 0; j < judgments.size(); j++) {
      Integer category = ofOne.get(judgments.item(j));
      if (judgments.annotator(j) == other && category != null) {
        table[category][judgments.category(j)]++;
      }
    }
    return of(table, weights);
  }

  /// Of a square table: rows are the first person's categories, columns the second's.
  public static CohenKappa of(int[][] table, Weights weights) {
    int categories = table.length;
    double[] rows = new double[categories];
    double[] columns = new double[categories];
    int n = 0;
    for (int[] row : table) {
      for (int count : row) {
        n += count;
      }
    }
    if (n == 0) {
      throw new UndefinedMeasure("the two judged no item in common, so they cannot agree");
    }
    for (int c = 0; c < categories; c++) {
      for (int k = 0; k < categories; k++) {
        rows[c] += (double) table[c][k] / n;
        columns[k] += (double) table[c][k] / n;
      }
    }
    double[] rowMeans = new double[categories]; // mean weight against the other's habits
    double[] columnMeans = new double[categories];
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < categories; c++) {
      for (int k = 0; k < categories; k++) {
        double w = weights.of(c, k, categories);
        observed += w * table[c][k] / n;
        expected += w * rows[c] * columns[k];
        rowMeans[c] += w * columns[k];
        columnMeans[k] += w * rows[c];
      }
    }
    if (!(1 - expected > 1e-12)) {
      throw new UndefinedMeasure(
          "both used a single category: without variation, agreement cannot be told from chance");
    }
    double kappa = (observed - expected) / (1 - expected);
    double spread = 0;
    double spreadWithout = 0;
    for (int c = 0; c < categories; c++) {
      for (int k = 0; k < categories; k++) {
        double w = weights.of(c, k, categories);
        double habit = rowMeans[c] + columnMeans[k];
        spread += (double) table[c][k] / n * square(w - habit * (1 - kappa));
        spreadWithout += rows[c] * columns[k] * square(w - habit);
      }
    }
    double scale = (1 - expected) * Math.sqrt(n);
    return new CohenKappa(
        kappa,
        observed,
        expected,
        Math.sqrt(Math.max(0, spread - square(kappa - expected * (1 - kappa)))) / scale,
        Math.sqrt(Math.max(0, spreadWithout - square(expected))) / scale,
        n);
  }

  /// kappa over its standard error without agreement.
  public double z() {
    return kappa / standardErrorWithoutAgreement;
  }

  /// The 95% interval.
  public Interval interval() {
    double reach = WilsonInterval.Z_95 * standardError;
    return new Interval(kappa, kappa - reach, kappa + reach);
  }

  private static double square(double x) {
    return x * x;
  }
}

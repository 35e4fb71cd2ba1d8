package org.rlhflab.reward.quality.agreement;

import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Krippendorff's alpha: agreement beyond chance for any number of people, any level of measurement
/// and data with gaps.
///
/// `alpha = 1 - D_o / D_e`, `D_o = (1/n) sum over c, k of o_ck delta^2(c, k)`, `D_e = (1/(n (n-1)))
/// sum over c, k of n_c n_k delta^2(c, k)`
///
/// | symbol  | variable      | meaning                                                        |
/// |---------|---------------|----------------------------------------------------------------|
/// | o_ck    | `coincidences`| pairs (c, k) within items, each weighing 1 / (judgments - 1)   |
/// | n_c, n  | `totals`, `n` | row sums of o and their sum: pairable judgments                |
/// | delta^2 | `difference`  | [DifferenceFunction]                                           |
///
/// 1 is perfect agreement, 0 what chance gives, below 0 people disagree systematically. Items with
/// one judgment have nothing to pair and are left out. Krippendorff (2011), "Computing
/// Krippendorff's Alpha-Reliability", section D.
///
/// @param alpha the coefficient
/// @param observed D_o
/// @param expected D_e
/// @param pairable n: judgments of items that have at least two
public record KrippendorffAlpha(double alpha, double observed, double expected, int pairable) {

  /// Of all judgments; one of each person on an item.
  public static KrippendorffAlpha of(Judgments judgments, DifferenceFunction difference) {
    int[][] counts = judgments.requireOneOfEach().counts();
    int[] once = new int[counts.length];
    java.util.Arrays.fill(once, 1);
    return of(judgments, difference, counts, once);
  }

  /// The bootstrap interval: items are drawn with replacement. Draws in which nothing varies have
  /// no alpha and are drawn again.
  public static Interval interval(
      Judgments judgments, DifferenceFunction difference, BootstrapInterval bootstrap) {
    int[][] counts = judgments.requireOneOfEach().counts();
    double alpha = of(judgments, difference).alpha();
    try {
      return bootstrap.ofStatistic(
          counts.length, alpha, times -> alpha(judgments, difference, counts, times));
    } catch (IllegalArgumentException tooFew) {
      throw new UndefinedMeasure("alpha has no interval: " + tooFew.getMessage());
    }
  }

  private static OptionalDouble alpha(
      Judgments judgments, DifferenceFunction difference, int[][] counts, int[] times) {
    try {
      return OptionalDouble.of(of(judgments, difference, counts, times).alpha());
    } catch (UndefinedMeasure nothingVaries) {
      return OptionalDouble.empty();
    }
  }

  /// With item i counted `times[i]` times.
  private static KrippendorffAlpha of(
      Judgments judgments, DifferenceFunction difference, int[][] counts, int[] times) {
    int categories = judgments.categories().size();
    double[][] coincidences = new double[categories][categories];
    for (int i = 0; i < counts.length; i++) {
      if (times[i] > 0) {
        addCoincidences(counts[i], times[i], coincidences);
      }
    }
    double[] totals = new double[categories];
    double n = 0;
    for (int c = 0; c < categories; c++) {
      for (int k = 0; k < categories; k++) {
        totals[c] += coincidences[c][k];
      }
      n += totals[c];
    }
    if (n < 2) {
      throw new UndefinedMeasure("no item was judged by two people, so nobody can agree");
    }
    double[][] squared = difference.squared(judgments, totals);
    double observed = 0;
    double expected = 0;
    for (int c = 0; c < categories; c++) {
      for (int k = 0; k < categories; k++) {
        if (totals[c] > 0 && totals[k] > 0) {
          observed += coincidences[c][k] * squared[c][k] / n;
          expected += totals[c] * totals[k] * squared[c][k] / (n * (n - 1));
        }
      }
    }
    if (!(expected > 0)) {
      throw new UndefinedMeasure(
          "all judgments are the same category: without variation, agreement cannot be told from"
              + " chance");
    }
    return new KrippendorffAlpha(1 - observed / expected, observed, expected, (int) Math.round(n));
  }

  private static void addCoincidences(int[] counts, int times, double[][] coincidences) {
    int judged = 0;
    for (int count : counts) {
      judged += count;
    }
    if (judged < 2) {
      return;
    }
    double each = (double) times / (judged - 1);
    for (int c = 0; c < counts.length; c++) {
      for (int k = 0; k < counts.length; k++) {
        coincidences[c][k] += each * counts[c] * (counts[k] - (c == k ? 1 : 0));
      }
    }
  }
}

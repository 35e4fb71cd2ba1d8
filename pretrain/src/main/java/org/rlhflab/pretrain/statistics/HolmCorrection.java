package org.rlhflab.pretrain.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's step-down correction: p-values of m tests made at once, raised so that rejecting all
/// below alpha makes any false rejection at most alpha likely, whatever the tests' dependence.
///
/// `adjusted_(i) = max over j <= i of min(1, (m - j + 1) p_(j))`, p_(1) <= ... <= p_(m)
///
/// Holm (1979). Never less powerful than Bonferroni's m p.
public final class HolmCorrection {
  private HolmCorrection() {}

  /// The adjusted p-values, in the order of the given ones.
  public static double[] adjust(double... pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a p-value must be in [0, 1], got " + p);
      }
    }
    int tests = pValues.length;
    int[] ascending =
        IntStream.range(0, tests)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = new double[tests];
    double soFar = 0;
    for (int rank = 0; rank < tests; rank++) {
      int test = ascending[rank];
      soFar = Math.max(soFar, Math.min(1, (tests - rank) * pValues[test]));
      adjusted[test] = soFar;
    }
    return adjusted;
  }
}

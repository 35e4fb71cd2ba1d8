package org.rlhflab.reward.audit;

import java.util.Arrays;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import smile.stat.hypothesis.CorTest;

/// Whether two figures rise together, whatever their scales: Kendall's tau-b and Spearman's rho.
///
/// Intervals by Fisher's transformation, `tanh(atanh(r) +- 1.96 s)`, with `s = sqrt(0.437 / (n -
/// 4))` for tau and `s = sqrt((1 + rho^2 / 2) / (n - 3))` for rho: Bonett and Wright (2000),
/// "Sample size requirements for estimating Pearson, Kendall and Spearman correlations".
///
/// @param kendall tau-b, from -1 to 1
/// @param spearman rho, from -1 to 1
/// @param samples how many
public record RankCorrelation(Interval kendall, Interval spearman, int samples) {
  private static final int FEWEST = 5;

  /// Of two figures of the same samples; empty where one of them never varies, or of under 5.
  public static Optional<RankCorrelation> of(double[] x, double[] y) {
    if (x.length < FEWEST || isConstant(x) || isConstant(y)) {
      return Optional.empty();
    }
    int n = x.length;
    double tau = CorTest.kendall(x, y).cor();
    double rho = CorTest.spearman(x, y).cor();
    return Optional.of(
        new RankCorrelation(
            interval(tau, Math.sqrt(0.437 / (n - 4))),
            interval(rho, Math.sqrt((1 + rho * rho / 2) / (n - 3))),
            n));
  }

  private static Interval interval(double r, double deviation) {
    double inside = Math.clamp(r, -1 + 1e-12, 1 - 1e-12);
    double z = 0.5 * StrictMath.log((1 + inside) / (1 - inside));
    double reach = WilsonInterval.Z_95 * deviation;
    return new Interval(
        r, Math.min(r, StrictMath.tanh(z - reach)), Math.max(r, StrictMath.tanh(z + reach)));
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}

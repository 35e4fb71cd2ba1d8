package org.rlhflab.ppo.evaluation;

import java.util.Arrays;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;

/// How often model a's answer scores above model b's to the same prompt; a tie is half a win each.
///
/// `rate = (wins + ties / 2) / pairs`; 0.5 means neither is better. Sample j of one model meets
/// sample j of the other. Scores within 1e-9 tie: sums of the same points in another order differ
/// in their last bits. The interval draws prompts with all their samples. Seen from b the rate is 1
/// less it.
///
/// @param rate the share, with its interval
/// @param wins pairs in which a scores higher
/// @param ties pairs in which they score the same
/// @param losses pairs in which b scores higher
public record WinRate(Interval rate, long wins, long ties, long losses) {
  private static final double TIE = 1e-9;

  /// From scores `[prompt][sample]` of both sides.
  public static WinRate of(double[][] a, double[][] b, BootstrapInterval bootstrap) {
    double[][] outcomes = outcomes(a, b);
    return new WinRate(
        bootstrap.ofClusteredMean(outcomes),
        count(outcomes, 1),
        count(outcomes, 0.5),
        count(outcomes, 0));
  }

  /// From one score a prompt of both sides.
  public static WinRate of(double[] a, double[] b, BootstrapInterval bootstrap) {
    return of(PairedScores.single(a), PairedScores.single(b), bootstrap);
  }

  /// 1 where a scores higher, 0 where b does, 0.5 where they score the same, `[prompt][sample]`.
  public static double[][] outcomes(double[][] a, double[][] b) {
    return PairedScores.combine(a, b, WinRate::outcome);
  }

  private static double outcome(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      throw new IllegalArgumentException("scores must be numbers, got " + a + " and " + b);
    }
    if (Math.abs(a - b) <= TIE) {
      return 0.5;
    }
    return a > b ? 1 : 0;
  }

  private static long count(double[][] outcomes, double outcome) {
    return Arrays.stream(outcomes)
        .flatMapToDouble(Arrays::stream)
        .filter(o -> o == outcome)
        .count();
  }
}

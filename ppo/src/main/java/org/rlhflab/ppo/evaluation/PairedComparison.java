package org.rlhflab.ppo.evaluation;

import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;

/// By how much model a's figure exceeds model b's on the same prompts, whatever the figure is: a
/// gold dimension, words, fillers.
///
/// `difference = mean over pairs of (a - b)`, its interval by drawing prompts with all their
/// samples. Pairing matters: hard prompts are hard for both, and their common part cancels.
///
/// @param difference the mean of a - b, with its interval
/// @param prompts how many prompts were compared
public record PairedComparison(Interval difference, int prompts) {

  /// From figures `[prompt][sample]` of both sides.
  public static PairedComparison of(double[][] a, double[][] b, BootstrapInterval bootstrap) {
    double[][] differences = PairedScores.combine(a, b, (x, y) -> x - y);
    return new PairedComparison(bootstrap.ofClusteredMean(differences), a.length);
  }

  /// From one figure a prompt of both sides.
  public static PairedComparison of(double[] a, double[] b, BootstrapInterval bootstrap) {
    return of(PairedScores.single(a), PairedScores.single(b), bootstrap);
  }

  /// Whether the interval excludes zero: a difference that chance alone would rarely show.
  public boolean isClear() {
    return difference.excludes(0);
  }
}

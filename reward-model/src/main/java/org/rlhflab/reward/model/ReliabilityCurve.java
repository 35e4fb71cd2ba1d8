package org.rlhflab.reward.model;

import java.util.ArrayList;
import java.util.List;

/// How often a model is right where it is so sure: the reliability diagram, its expected
/// calibration error and the Brier score of its pair probabilities.
///
/// `ECE = sum over bins b of n_b / n * |right_b - confidence_b|`
///
/// `Brier = mean of (P(chosen) - y)^2`, y 1, or 1/2 on a tie
///
/// Sources: Guo et al. 2017 (arXiv 1706.04599), equation 3 and figure 1, with equal bins; Brier
/// 1950. For pairs the predicted class is the higher score and its confidence `sigmoid(|m|)`, in
/// [1/2, 1].
///
/// | symbol | variable    | range                                                        |
/// |--------|-------------|--------------------------------------------------------------|
/// | m      | `margins`   | score of the chosen response less that of the rejected one, in log-odds |
/// | bins   | `BINS`      | 10, of width 1/20 from 1/2 to 1                               |
/// | tie    | `ties`      | right by half, whatever was predicted; so is a margin of 0    |
///
/// @param bins those that hold a pair, in order of confidence
/// @param ece 0 is perfect; always sure and right half of the time gives 1/2
/// @param brier 0 is perfect; 1/2 everywhere gives 1/4
/// @param pairs how many
public record ReliabilityCurve(List<Bin> bins, double ece, double brier, int pairs) {
  private static final int BINS = 10;

  /// One bin.
  ///
  /// @param pairs in it
  /// @param confidence their mean
  /// @param right share of them in which the higher score was chosen
  public record Bin(int pairs, double confidence, double right) {}

  /// Copies its list.
  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /// Of at least one pair.
  public static ReliabilityCurve of(double[] margins, boolean[] ties) {
    if (margins.length == 0 || margins.length != ties.length) {
      throw new IllegalArgumentException(
          "needs as many ties as margins and at least one, got %d and %d"
              .formatted(ties.length, margins.length));
    }
    double[] confidences = new double[BINS]; // [bin], sums
    double[] rights = new double[BINS]; // [bin], sums
    int[] counts = new int[BINS];
    double squares = 0;
    for (int i = 0; i < margins.length; i++) {
      double confidence = 1 / (1 + Math.exp(-Math.abs(margins[i])));
      double right = ties[i] ? 0.5 : (Math.signum(margins[i]) + 1) / 2;
      int bin = Math.min(BINS - 1, (int) ((confidence - 0.5) * 2 * BINS));
      confidences[bin] += confidence;
      rights[bin] += right;
      counts[bin]++;
      double chosen = margins[i] >= 0 ? confidence : 1 - confidence;
      double wanted = ties[i] ? 0.5 : 1;
      squares += (chosen - wanted) * (chosen - wanted);
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      if (counts[b] > 0) {
        bins.add(new Bin(counts[b], confidences[b] / counts[b], rights[b] / counts[b]));
        error += Math.abs(rights[b] - confidences[b]);
      }
    }
    return new ReliabilityCurve(
        bins, error / margins.length, squares / margins.length, margins.length);
  }
}

package org.rlhflab.reward.model;

/// How far a model's confidence is from how often it is right.
///
/// `ECE = sum over bins b of n_b / n * |accuracy_b - confidence_b|`
///
/// Source: Guo et al. 2017 (arXiv 1706.04599), equation 3, with equal bins; for pairs the predicted
/// class is the higher score and its confidence `sigmoid(|m|)`, in [1/2, 1].
///
/// | symbol | variable    | range                                                        |
/// |--------|-------------|--------------------------------------------------------------|
/// | m      | `margins`   | score of the chosen response less that of the rejected one, in log-odds |
/// | bins   | `BINS`      | 10, of width 1/20 from 1/2 to 1                               |
/// | tie    | `ties`      | right by half, whatever was predicted; so is a margin of 0    |
///
/// 0 is perfect; always sure and right half of the time gives 1/2, always sure and always wrong 1.
public final class ExpectedCalibrationError {
  private static final int BINS = 10;

  private ExpectedCalibrationError() {}

  /// Of at least one pair.
  public static double of(double[] margins, boolean[] ties) {
    if (margins.length == 0 || margins.length != ties.length) {
      throw new IllegalArgumentException(
          "needs as many ties as margins and at least one, got %d and %d"
              .formatted(ties.length, margins.length));
    }
    double[] difference = new double[BINS]; // [bin], sum of rightness - confidence
    for (int i = 0; i < margins.length; i++) {
      double confidence = 1 / (1 + Math.exp(-Math.abs(margins[i])));
      double right = ties[i] ? 0.5 : (Math.signum(margins[i]) + 1) / 2;
      int bin = Math.min(BINS - 1, (int) ((confidence - 0.5) * 2 * BINS));
      difference[bin] += right - confidence;
    }
    double sum = 0;
    for (double d : difference) {
      sum += Math.abs(d);
    }
    return sum / margins.length;
  }
}

package org.rlhflab.ppo.evaluation;

import java.util.function.DoubleBinaryOperator;

/// Two models' scores on the same prompts, with as many samples of each: `[prompt][sample]`.
public final class PairedScores {
  private PairedScores() {}

  /// One figure of every pair, in the shape of the scores.
  public static double[][] combine(double[][] a, double[][] b, DoubleBinaryOperator figure) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "both sides need scores of the same prompts, got " + a.length + " and " + b.length);
    }
    double[][] figures = new double[a.length][];
    for (int prompt = 0; prompt < a.length; prompt++) {
      if (a[prompt].length != b[prompt].length) {
        throw new IllegalArgumentException(
            "prompt %d needs as many samples on both sides, got %d and %d"
                .formatted(prompt, a[prompt].length, b[prompt].length));
      }
      figures[prompt] = new double[a[prompt].length];
      for (int sample = 0; sample < a[prompt].length; sample++) {
        figures[prompt][sample] = figure.applyAsDouble(a[prompt][sample], b[prompt][sample]);
      }
    }
    return figures;
  }

  /// Scores of one sample a prompt, in the shape of several.
  static double[][] single(double[] scores) {
    double[][] samples = new double[scores.length][];
    for (int prompt = 0; prompt < scores.length; prompt++) {
      samples[prompt] = new double[] {scores[prompt]};
    }
    return samples;
  }
}

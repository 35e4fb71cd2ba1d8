package org.rlhflab.ppo.evaluation;

import java.util.Arrays;

/// How often a model's answers would beat another's if both were of equal length: an advantage that
/// comes from length alone is taken away.
///
/// `P(win) = sigmoid(theta + phi tanh(d / s))` is fitted by maximum likelihood, d the words by
/// which the answer is longer and s the standard deviation of d; the rate is sigmoid(theta), the
/// fit at d = 0.
///
/// Dubois, Galambosi, Liang, Hashimoto, "Length-Controlled AlpacaEval" (2024, arXiv:2404.04475),
/// equation 2, without its term for the prompt. A tie is half a win. A tiny penalty (1e-3 on the
/// squares of theta and phi) keeps the fit finite where one side always wins.
public final class LengthControlledWinRate {
  private static final double PENALTY = 1e-3;
  private static final int STEPS = 100;

  private LengthControlledWinRate() {}

  /// The rate from the outcomes (1, 0.5 or 0) of pairs and the words by which the answer is longer.
  public static double of(double[] outcomes, double[] longer) {
    if (outcomes.length == 0 || outcomes.length != longer.length) {
      throw new IllegalArgumentException(
          outcomes.length + " outcomes with " + longer.length + " differences of length");
    }
    double[] x = scaled(longer);
    double theta = 0;
    double phi = 0;
    for (int step = 0; step < STEPS; step++) {
      double gradientTheta = -PENALTY * theta;
      double gradientPhi = -PENALTY * phi;
      double a = PENALTY;
      double b = 0;
      double c = PENALTY;
      for (int i = 0; i < x.length; i++) {
        double p = sigmoid(theta + phi * x[i]);
        double weight = p * (1 - p);
        gradientTheta += outcomes[i] - p;
        gradientPhi += (outcomes[i] - p) * x[i];
        a += weight;
        b += weight * x[i];
        c += weight * x[i] * x[i];
      }
      double determinant = a * c - b * b;
      double moveTheta = (c * gradientTheta - b * gradientPhi) / determinant;
      double movePhi = (a * gradientPhi - b * gradientTheta) / determinant;
      // A full Newton step from far away may overshoot.
      double shrink = Math.min(1, 2 / Math.max(1e-9, Math.hypot(moveTheta, movePhi)));
      theta += shrink * moveTheta;
      phi += shrink * movePhi;
      if (Math.hypot(moveTheta, movePhi) < 1e-10) {
        break;
      }
    }
    return sigmoid(theta);
  }

  private static double[] scaled(double[] longer) {
    double mean = Arrays.stream(longer).average().orElse(0);
    double variance = Arrays.stream(longer).map(d -> (d - mean) * (d - mean)).average().orElse(0);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    return Arrays.stream(longer).map(d -> Math.tanh(d / deviation)).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

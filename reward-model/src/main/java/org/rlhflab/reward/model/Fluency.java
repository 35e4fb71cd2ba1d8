package org.rlhflab.reward.model;

import java.util.List;

/// How well the fine-tuned model expected a response: mean and sum of its tokens'
/// log-probabilities, standardised on a reference set of responses and clamped.
///
/// @param meanCentre mean of the means
/// @param meanScale standard deviation of the means, above 0
/// @param sumCentre mean of the sums
/// @param sumScale standard deviation of the sums, above 0
public record Fluency(double meanCentre, double meanScale, double sumCentre, double sumScale) {
  /// Standard deviations beyond which a response is not told from a worse one.
  public static final float CLAMP = 4f;

  /// For a model that reads no log-probabilities.
  public static final Fluency UNUSED = new Fluency(0, 1, 0, 1);

  private static final double LEAST_SCALE = 1e-6;

  /// Checks the scales.
  public Fluency {
    if (!(meanScale > 0 && sumScale > 0)) {
      throw new IllegalArgumentException(
          "scales must be above 0, got " + meanScale + " and " + sumScale);
    }
  }

  /// The standard form for a set of responses' log-probabilities.
  public static Fluency of(List<float[]> logProbs) {
    if (logProbs.isEmpty()) {
      throw new IllegalArgumentException("a standard form needs at least 1 response, got 0");
    }
    double[] means = logProbs.stream().mapToDouble(Fluency::mean).toArray();
    double[] sums = logProbs.stream().mapToDouble(Fluency::sum).toArray();
    return new Fluency(centre(means), scale(means), centre(sums), scale(sums));
  }

  /// The two numbers of one response, each in [-4, 4].
  public float[] features(float[] logProbs) {
    return new float[] {
      clamped((mean(logProbs) - meanCentre) / meanScale),
      clamped((sum(logProbs) - sumCentre) / sumScale)
    };
  }

  private static float clamped(double value) {
    return (float) Math.clamp(value, -CLAMP, CLAMP);
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static double mean(float[] values) {
    return sum(values) / values.length;
  }

  private static double centre(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double scale(double[] values) {
    double centre = centre(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - centre) * (value - centre);
    }
    return Math.max(LEAST_SCALE, Math.sqrt(squares / values.length));
  }
}

package org.rlhflab.reward.quality.bias;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// How long somebody takes for a task beside all others, where times are recorded: the median, and
/// whether the times are shorter, by the Mann-Whitney test. A fast person is not a careless one; a
/// person who takes a fraction of everybody's time has hardly read.
///
/// @param median in seconds
/// @param othersMedian that of all other people's times together
/// @param p that of the one-sided test that this person's times are shorter
public record WorkingSpeed(double median, double othersMedian, double p) {
  private static final int FEWEST = 5;

  /// Of one person's times and everybody else's.
  public static WorkingSpeed of(double[] own, double[] others) {
    if (own.length < FEWEST || others.length < FEWEST) {
      throw new UndefinedMeasure(
          "speed needs at least %d recorded times on both sides, got %d and %d"
              .formatted(FEWEST, own.length, others.length));
    }
    return new WorkingSpeed(
        median(own),
        median(others),
        MannWhitneyUTest.withDefaults()
            .with(AlternativeHypothesis.LESS_THAN)
            .test(own, others)
            .getPValue());
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

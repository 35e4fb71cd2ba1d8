package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Logistic;

class DriftTest {
  private static Drift simulated(double per100, long seed) {
    Random random = new Random(seed);
    double[] right = new double[300];
    double[] positions = new double[300];
    for (int i = 0; i < right.length; i++) {
      positions[i] = i + 1;
      right[i] = random.nextDouble() < Logistic.sigmoid(1.5 + per100 * (i - 150) / 100.0) ? 1 : 0;
    }
    return Drift.of(right, positions);
  }

  @Test
  void aPlantedDeclineIsFound() {
    Drift found = simulated(-1, 7);
    assertFalse(found.per100().excludes(-1), found.toString());
    assertTrue(found.p() < 1e-3, found.toString());
  }

  @Test
  void theTestHoldsItsLevelForSteadyPeople() {
    int significant = 0;
    for (int seed = 0; seed < 200; seed++) {
      significant += simulated(0, seed).p() < 0.05 ? 1 : 0;
    }
    assertTrue(significant >= 2 && significant <= 20, significant + " of 200");
  }

  @Test
  void whoIsAlwaysRightDoesNotDrift() {
    double[] right = new double[50];
    double[] positions = new double[50];
    for (int i = 0; i < 50; i++) {
      right[i] = 1;
      positions[i] = i;
    }
    assertTrue(Drift.of(right, positions).p() > 0.5);
  }

  @Test
  void tooFewTasksOrOnePlaceHaveNoDrift() {
    assertThrows(UndefinedMeasure.class, () -> Drift.of(new double[9], new double[9]));
    assertThrows(UndefinedMeasure.class, () -> Drift.of(new double[20], new double[20]));
  }
}

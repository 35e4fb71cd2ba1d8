package org.rlhflab.reward.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReliabilityWeightTest {
  /// Of all weights for two people, mean over variance gives the greatest signal.
  @Test
  void noOtherWeightsTellTheTruthFromNoiseAsWell() {
    double best = signal(ReliabilityWeight.of(0.9), ReliabilityWeight.of(0.65));
    for (int n = 0; n <= 100; n++) {
      double share = n / 100.0;
      assertTrue(signal(share, 1 - share) <= best + 1e-12, "share " + share);
    }
  }

  private static double signal(double w1, double w2) {
    double mean = w1 * (2 * 0.9 - 1) + w2 * (2 * 0.65 - 1);
    double variance = w1 * w1 * 4 * 0.9 * 0.1 + w2 * w2 * 4 * 0.65 * 0.35;
    return mean * mean / variance;
  }

  @Test
  void theDocumentedValuesAreThose() {
    assertEquals(0.21, ReliabilityWeight.of(0.6), 0.005);
    assertEquals(0.94, ReliabilityWeight.of(0.8), 0.005);
    assertEquals(4.74, ReliabilityWeight.of(0.95), 0.005);
    assertEquals(0.69, ReliabilityWeight.logOdds(0.8) / 2, 0.005);
    assertEquals(1, 2 * ReliabilityWeight.of(0.501) / ReliabilityWeight.logOdds(0.501), 1e-4);
  }

  @Test
  void aCoinAndWhoIsWorseWeighNothingAndNobodyIsPerfect() {
    assertEquals(0, ReliabilityWeight.of(0.5));
    assertEquals(0, ReliabilityWeight.of(0.2));
    assertEquals(ReliabilityWeight.of(0.95), ReliabilityWeight.of(1));
    assertEquals(0, ReliabilityWeight.logOdds(0.3));
  }

  @Test
  void fewTasksAreDrawnTowardsTheCrowd() {
    assertEquals(0.75, ReliabilityWeight.shrunk(0, 0, 0.75));
    assertEquals((3 + 4 * 0.75) / 7, ReliabilityWeight.shrunk(3, 3, 0.75));
  }
}

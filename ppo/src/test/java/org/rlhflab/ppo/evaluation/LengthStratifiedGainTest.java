package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LengthStratifiedGainTest {
  private static LengthStratifiedGain gain(
      double[] scores, double[] words, double[] before, double[] wordsBefore) {
    return LengthStratifiedGain.of(scores, words, before, wordsBefore).orElseThrow();
  }

  /// By hand: in the bin of 10 to 19 words the gain is 3 - 1, once; in that of 20 to 29 it is (4 +
  /// 6) / 2 - 3, twice; the answer of 45 words has nothing to be held against.
  @Test
  void gainsWithinBinsAreWeighedByTheModelsAnswers() {
    LengthStratifiedGain gain =
        gain(
            new double[] {3, 4, 6, 9},
            new double[] {12, 20, 29, 45},
            new double[] {1, 2, 4},
            new double[] {19, 21, 25});
    assertEquals(22.0 / 4 - 7.0 / 3, gain.total(), 1e-12);
    assertEquals((1 * 2.0 + 2 * 2.0) / 3, gain.within(), 1e-12);
    assertEquals(2 / (22.0 / 4 - 7.0 / 3), gain.share().orElseThrow(), 1e-12);
  }

  @Test
  void whoOnlyGrowsLongerHasGainedNothingElse() {
    // The score is the length: in each bin both have the same.
    LengthStratifiedGain gain =
        gain(
            new double[] {15, 35, 35},
            new double[] {15, 35, 35},
            new double[] {15, 15, 35},
            new double[] {15, 15, 35});
    assertTrue(gain.total() > 0);
    assertEquals(0, gain.share().orElseThrow(), 1e-12);
  }

  @Test
  void whoGainsTheSameAtEveryLengthHasGainedAllOfItOtherwise() {
    LengthStratifiedGain gain =
        gain(new double[] {2, 3}, new double[] {5, 25}, new double[] {1, 2}, new double[] {5, 25});
    assertEquals(1, gain.share().orElseThrow(), 1e-12);
  }

  @Test
  void withoutCommonLengthsOrWithoutAGainThereIsNoShare() {
    assertTrue(
        LengthStratifiedGain.of(
                new double[] {1}, new double[] {5}, new double[] {1}, new double[] {50})
            .isEmpty());
    assertTrue(
        gain(new double[] {1}, new double[] {5}, new double[] {2}, new double[] {6})
            .share()
            .isEmpty());
  }
}

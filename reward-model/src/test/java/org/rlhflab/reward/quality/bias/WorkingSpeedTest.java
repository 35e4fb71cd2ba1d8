package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

class WorkingSpeedTest {
  private static final double[] SLOW = {60, 70, 80, 65, 75, 90};
  private static final double[] FAST = {8, 9, 7, 10, 6, 11};

  @Test
  void whoTakesAFractionOfTheTimeIsToldApart() {
    WorkingSpeed found = WorkingSpeed.of(FAST, SLOW);
    assertEquals(8.5, found.median());
    // All 6 before all 6: one arrangement of 12 over 6.
    assertEquals(1 / 924.0, found.p(), 1e-12);
    assertTrue(WorkingSpeed.of(SLOW, FAST).p() > 0.99);
  }

  @Test
  void tooFewTimesHaveNoSpeed() {
    assertThrows(UndefinedMeasure.class, () -> WorkingSpeed.of(new double[] {1}, SLOW));
  }
}

package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrapezoidalScheduleTest {

  @Test
  void theRateRisesInEqualStepsStaysAndFallsInEqualSteps() {
    TrapezoidalSchedule schedule = new TrapezoidalSchedule(8, 20, 0.2, 0.4, 0.25);
    double[] expected = {
      2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 7.25, 6.5, 5.75, 5, 4.25, 3.5, 2.75
    };
    for (int step = 0; step < expected.length; step++) {
      assertEquals(expected[step], schedule.at(step), 1e-12, "step " + step);
    }
    assertEquals(2, schedule.at(20), 1e-12);
    assertEquals(2, schedule.at(1000), 1e-12, "and stays there");
  }

  @Test
  void withoutCoolDownTheRateStaysAtItsPeak() {
    assertEquals(8, new TrapezoidalSchedule(8, 20, 0, 0, 0).at(19));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TrapezoidalSchedule(0, 10, 0, 0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new TrapezoidalSchedule(1, 10, 0.5, 0.6, 0));
    assertThrows(IllegalArgumentException.class, () -> new TrapezoidalSchedule(1, 10, 0, -0.1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new TrapezoidalSchedule(1, 10, 0, Double.NaN, 0));
  }
}

package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CosineScheduleTest {

  @Test
  void theRateRisesInEqualStepsToThePeak() {
    CosineSchedule schedule = new CosineSchedule(8, 100, 0.04, 0.1);
    assertEquals(2, schedule.at(0), 1e-12);
    assertEquals(4, schedule.at(1), 1e-12);
    assertEquals(6, schedule.at(2), 1e-12);
    assertEquals(8, schedule.at(3), 1e-12);
    assertEquals(8, schedule.at(4), 1e-12);
  }

  @Test
  void thenHalfACosineFallsToTheFloor() {
    CosineSchedule schedule = new CosineSchedule(8, 100, 0, 0.25);
    assertEquals(8, schedule.at(0), 1e-12);
    assertEquals(2 + 6 * (1 + Math.sqrt(0.5)) / 2, schedule.at(25), 1e-12);
    assertEquals(5, schedule.at(50), 1e-12, "half way between 8 and 2");
    assertEquals(2, schedule.at(100), 1e-12);
    assertEquals(2, schedule.at(1000), 1e-12, "and stays there");
  }

  @Test
  void afterTheWarmUpTheRateNeverRises() {
    CosineSchedule schedule = new CosineSchedule(1e-3, 37, 0.1, 0);
    for (int step = 4; step < 40; step++) {
      assertTrue(schedule.at(step) <= schedule.at(step - 1), "step " + step);
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(0, 10, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(Double.NaN, 10, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 10, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new CosineSchedule(1, 10, 0, 1.5));
  }
}

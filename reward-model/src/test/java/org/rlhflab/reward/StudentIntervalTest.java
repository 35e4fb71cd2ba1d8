package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.Interval;

class StudentIntervalTest {
  /// Additional hours of sleep by one drug over another, ten patients: Cushny and Peebles 1905, in
  /// Student 1908, "The probable error of a mean". R's `t.test` of its data set `sleep`, paired,
  /// prints the interval 0.7001142 to 2.4598858.
  @Test
  void theSleepOfTenPatientsHasThePublishedInterval() {
    double[] hours = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
    Interval interval = StudentInterval.of(hours);
    assertEquals(1.58, interval.mean(), 1e-12);
    assertEquals(0.7001142, interval.lo(), 5e-8);
    assertEquals(2.4598858, interval.hi(), 5e-8);
  }

  @Test
  void oneValueHasNoInterval() {
    assertThrows(IllegalArgumentException.class, () -> StudentInterval.of(new double[] {1}));
  }
}

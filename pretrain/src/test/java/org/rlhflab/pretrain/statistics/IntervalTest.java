package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final Interval INTERVAL = new Interval(0.6, 0.5, 0.7);

  @Test
  void itsEndsAreInside() {
    assertFalse(INTERVAL.excludes(0.5));
    assertFalse(INTERVAL.excludes(0.7));
    assertTrue(INTERVAL.excludes(0.49));
    assertTrue(INTERVAL.excludes(0.71));
  }

  @Test
  void twoThatTouchAreNotApart() {
    assertFalse(INTERVAL.isApartFrom(new Interval(0.8, 0.7, 0.9)));
    assertTrue(INTERVAL.isApartFrom(new Interval(0.8, 0.71, 0.9)));
    assertTrue(new Interval(0.8, 0.71, 0.9).isApartFrom(INTERVAL));
  }

  @Test
  void theOtherSideSwapsTheEnds() {
    Interval other = new Interval(0.75, 0.5, 0.875).subtractedFrom(1);
    assertEquals(new Interval(0.25, 0.125, 0.5), other);
  }

  @Test
  void endsInTheWrongOrderAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(0.5, 0.7, 0.3));
    assertThrows(IllegalArgumentException.class, () -> new Interval(0.5, Double.NaN, 0.3));
  }
}

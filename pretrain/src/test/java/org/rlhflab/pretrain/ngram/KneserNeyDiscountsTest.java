package org.rlhflab.pretrain.ngram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KneserNeyDiscountsTest {
  @Test
  void countsOfCountsGiveTheThreeDiscounts() {
    // Y = 10 / (10 + 2 * 5) = 1/2; 1 - 2/2 * 5/10; 2 - 3/2 * 3/5; 3 - 4/2 * 2/3.
    KneserNeyDiscounts discounts = KneserNeyDiscounts.of(new long[] {0, 10, 5, 3, 2});
    assertEquals(0.5, discounts.one(), 1e-12);
    assertEquals(1.1, discounts.two(), 1e-12);
    assertEquals(5.0 / 3, discounts.threePlus(), 1e-12);
  }

  @Test
  void noCountOfFourTakesThreesAway() {
    assertEquals(3, KneserNeyDiscounts.of(new long[] {0, 10, 5, 3, 0}).threePlus(), 1e-12);
  }

  @Test
  void aZeroAmongTheFirstThreeGivesTheFallback() {
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[] {0, 0, 5, 3, 2}));
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[] {0, 10, 0, 3, 2}));
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[] {0, 10, 5, 0, 2}));
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[5]));
  }

  @Test
  void aDiscountBelowZeroGivesTheFallback() {
    // D2 = 2 - 3 * 1/2 * 30/5 = -7.
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[] {0, 10, 5, 30, 2}));
    // D3+ = 3 - 4 * 1/2 * 6/3 = -1.
    assertEquals(KneserNeyDiscounts.FALLBACK, KneserNeyDiscounts.of(new long[] {0, 10, 5, 3, 6}));
  }

  @Test
  void aDiscountAboveItsCountIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KneserNeyDiscounts(1.5, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new KneserNeyDiscounts(0, 1, 1));
  }
}

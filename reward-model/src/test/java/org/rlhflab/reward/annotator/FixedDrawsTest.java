package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FixedDrawsTest {
  private final FixedDraws draws = new FixedDraws(7);

  @Test
  void theSameKeyGivesTheSameDrawAndAnotherSeedAnother() {
    assertEquals(draws.uniform("a", "b"), new FixedDraws(7).uniform("a", "b"));
    assertNotEquals(draws.uniform("a", "b"), new FixedDraws(8).uniform("a", "b"));
  }

  @Test
  void aKeysPartsAreNotRunTogether() {
    assertNotEquals(draws.uniform("ab", "c"), draws.uniform("a", "bc"));
    assertNotEquals(draws.uniform("a", ""), draws.uniform("a"));
  }

  // Bounds are five standard errors wide: a right generator fails once in a million.
  @Test
  void normalDrawsHaveMeanZeroVarianceOneAndNormalTails() {
    int n = 40_000;
    double[] z = IntStream.range(0, n).mapToDouble(i -> draws.normal("key", "" + i)).toArray();
    double mean = IntStream.range(0, n).mapToDouble(i -> z[i]).sum() / n;
    double square = IntStream.range(0, n).mapToDouble(i -> z[i] * z[i]).sum() / n;
    double beyondTwo = IntStream.range(0, n).filter(i -> Math.abs(z[i]) > 2).count() / (double) n;
    assertEquals(0, mean, 5 / Math.sqrt(n));
    assertEquals(1, square, 5 * Math.sqrt(2.0 / n));
    assertEquals(0.0455, beyondTwo, 5 * Math.sqrt(0.0455 * 0.9545 / n));
  }

  @Test
  void neighbouringKeysAreUncorrelated() {
    int n = 40_000;
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += (draws.uniform("k" + i) - 0.5) * (draws.uniform("k" + (i + 1)) - 0.5);
    }
    assertEquals(0, product / n * 12, 5 / Math.sqrt(n));
  }
}

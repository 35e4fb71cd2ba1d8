package org.rlhflab.pretrain.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void theLowestValueIsTheLowestBarAndTheHighestTheHighest() {
    assertEquals("▁▂▃█", Sparkline.of(new double[] {0, 1, 2, 7}, 9));
    assertEquals("█▁", Sparkline.of(new double[] {-1, -3}, 9));
  }

  @Test
  void moreValuesThanBarsAreAveraged() {
    assertEquals("▁█", Sparkline.of(new double[] {0, 2, 6, 8}, 2));
    assertEquals(20, Sparkline.of(new double[301], 20).length());
  }

  @Test
  void whatNeverMovesLiesInTheMiddleAndWhatIsNoNumberIsLeftOut() {
    assertEquals("▅▅", Sparkline.of(new double[] {3, Double.NaN, 3}, 9));
    assertEquals("", Sparkline.of(new double[0], 9));
  }

  @Test
  void anEncodingWithoutBarsGetsNone() {
    assertTrue(Sparkline.fits(StandardCharsets.UTF_8));
    assertFalse(Sparkline.fits(StandardCharsets.ISO_8859_1));
  }
}

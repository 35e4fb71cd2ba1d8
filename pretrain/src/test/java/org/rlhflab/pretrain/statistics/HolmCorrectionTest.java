package org.rlhflab.pretrain.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HolmCorrectionTest {

  @Test
  void theFourHypothesesOfTheWikipediaExample() {
    JsonNode published = PublishedNumbers.read("holm_correction.json");
    double[] adjusted = HolmCorrection.adjust(PublishedNumbers.numbers(published.get("p")));
    assertArrayEquals(
        PublishedNumbers.numbers(published.get("adjusted")),
        adjusted,
        published.get("tolerance").asDouble());
    for (int test = 0; test < adjusted.length; test++) {
      boolean rejected = published.get("rejected_at_0.05").get(test).asBoolean();
      assertEquals(rejected, adjusted[test] < 0.05, "hypothesis " + (test + 1));
    }
  }

  @Test
  void oneTestAloneNeedsNoCorrection() {
    assertArrayEquals(new double[] {0.04}, HolmCorrection.adjust(0.04));
    assertEquals(0, HolmCorrection.adjust().length);
  }

  @Test
  void noAdjustedValueExceedsOne() {
    assertArrayEquals(new double[] {1, 1, 1}, HolmCorrection.adjust(0.5, 0.9, 0.6));
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> HolmCorrection.adjust(0.1, 1.2));
    assertThrows(IllegalArgumentException.class, () -> HolmCorrection.adjust(Double.NaN));
  }
}

package org.rlhflab.reward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.PublishedTables;
import tools.jackson.databind.JsonNode;

class RankCorrelationTest {
  private static final JsonNode PUBLISHED = PublishedTables.read("kendall_spearman.json");

  private static double[] numbers(JsonNode array) {
    return PublishedTables.numbers(array);
  }

  @Test
  void kendallsTauIsThePublishedOneWithAndWithoutTies() {
    int checked = 0;
    for (JsonNode each : PUBLISHED.get("kendall_tau_b")) {
      double[] x = numbers(each.get("x"));
      if (x.length >= 5) {
        RankCorrelation found = RankCorrelation.of(x, numbers(each.get("y"))).orElseThrow();
        assertEquals(each.get("tau").doubleValue(), found.kendall().mean(), 1e-8, each.toString());
        checked++;
      }
    }
    assertTrue(checked >= 6, "only " + checked);
  }

  @Test
  void spearmansRhoIsThePublishedOne() {
    for (JsonNode each : PUBLISHED.get("spearman")) {
      RankCorrelation found =
          RankCorrelation.of(numbers(each.get("x")), numbers(each.get("y"))).orElseThrow();
      assertEquals(each.get("rho").doubleValue(), found.spearman().mean(), 1e-10, each.toString());
    }
  }

  @Test
  void whatNeverVariesHasNoRankCorrelation() {
    double[] rising = {1, 2, 3, 4, 5, 6};
    assertTrue(RankCorrelation.of(rising, new double[6]).isEmpty());
    assertTrue(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}).isEmpty());
    assertEquals(1, RankCorrelation.of(rising, rising).orElseThrow().spearman().hi(), 1e-6);
  }
}

package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import tools.jackson.databind.JsonNode;

class OnlineCrowdBradleyTerryTest {
  private static final JsonNode APART = PublishedTables.read("crowd_bt_online_gavel.json");
  private static final double CLOSE = 1e-9;

  @Test
  void everyStepIsThatOfGavelsOwnImplementation() {
    JsonNode priors = APART.get("priors");
    OnlineCrowdBradleyTerry online =
        new OnlineCrowdBradleyTerry(
            3, 2, priors.get("alpha").asDouble(), priors.get("beta").asDouble());
    for (JsonNode step : APART.get("steps")) {
      int judge = step.get("judge").asString().equals("J1") ? 0 : 1;
      int winner = item(step, "winner");
      int loser = item(step, "loser");
      online.learn(judge, winner, loser);
      assertEquals(step.get("alpha").asDouble(), online.alpha(judge), 10 * CLOSE);
      assertEquals(step.get("beta").asDouble(), online.beta(judge), CLOSE);
      assertEquals(step.get("mu_winner").asDouble(), online.mean(winner), CLOSE);
      assertEquals(step.get("mu_loser").asDouble(), online.mean(loser), CLOSE);
      assertEquals(step.get("sigma_sq_winner").asDouble(), online.variance(winner), CLOSE);
      assertEquals(step.get("sigma_sq_loser").asDouble(), online.variance(loser), CLOSE);
    }
    JsonNode judges = APART.get("final_annotators");
    assertEquals(judges.get("J1").get("eta").asDouble(), online.reliability(0), CLOSE);
    assertEquals(judges.get("J2").get("eta").asDouble(), online.reliability(1), CLOSE);
  }

  private static int item(JsonNode step, String side) {
    return step.get(side).asString().charAt(0) - 'A';
  }

  @Test
  void pairsThatNothingElseConnectsStillTellTheRandomFromTheReliable() {
    Random random = new Random(7);
    List<String> items = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (int pair = 0; pair < 300; pair++) {
      items.add("better " + pair);
      items.add("worse " + pair);
      for (int k = 0; k < 4; k++) {
        boolean right = random.nextDouble() < (k == 3 ? 0.5 : 0.9);
        rows.add(
            right ? new Row(2 * pair, 2 * pair + 1, k, 1) : new Row(2 * pair + 1, 2 * pair, k, 1));
      }
    }
    Comparisons comparisons = new Comparisons(items, List.of("a", "b", "c", "coin"), rows);
    OnlineCrowdBradleyTerry online = OnlineCrowdBradleyTerry.of(comparisons, 4, 1);
    for (int k = 0; k < 3; k++) {
      assertTrue(online.reliability(k) > online.reliability(3) + 0.1, "annotator " + k);
    }
  }

  @Test
  void priorsMustBeAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new OnlineCrowdBradleyTerry(1, 1, 0, 1));
  }
}

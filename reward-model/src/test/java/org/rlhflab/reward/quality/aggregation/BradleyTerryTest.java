package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

class BradleyTerryTest {
  private static final JsonNode PUBLISHED = PublishedTables.read("bradley_terry_citations.json");

  /// Stigler's table of citations between four journals, one annotator.
  static Comparisons citations() {
    int[][] wins = PublishedTables.counts(PUBLISHED.get("wins_row_over_col"));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < wins.length; i++) {
      for (int j = 0; j < wins.length; j++) {
        if (i != j) {
          rows.add(new Row(i, j, 0, wins[i][j]));
        }
      }
    }
    List<String> journals =
        PUBLISHED.get("journals").valueStream().map(JsonNode::asString).toList();
    return new Comparisons(journals, List.of("citations"), rows);
  }

  @Test
  void stiglersCitationTableAsBradleyTerry2PrintsIt() {
    BradleyTerry found = BradleyTerry.of(citations(), 0);
    JsonNode abilities = PUBLISHED.get("log_ability_ref_Biometrika");
    JsonNode errors = PUBLISHED.get("se_computed_apart");
    List<String> journals = citations().items();
    for (int i = 0; i < journals.size(); i++) {
      assertEquals(abilities.get(journals.get(i)).asDouble(), found.abilities()[i], 5.1e-5);
      if (i > 0) {
        assertEquals(errors.get(journals.get(i)).asDouble(), found.standardErrors()[i], 5.1e-5);
      }
    }
  }

  @Test
  void theGradientVanishesAtTheEstimate() {
    Comparisons citations = citations();
    BradleyTerry found = BradleyTerry.of(citations, 0);
    for (int i = 0; i < 4; i++) {
      double wins = 0;
      double expected = 0;
      for (Row row : citations.rows()) {
        wins += row.winner() == i ? row.weight() : 0;
        expected += row.winner() == i ? row.weight() * found.probability(i, row.loser()) : 0;
        expected += row.loser() == i ? row.weight() * found.probability(i, row.winner()) : 0;
      }
      assertEquals(wins, expected, 1e-6, citations.items().get(i));
    }
  }

  @Test
  void anUndefeatedItemHasNoFiniteAbilityUnlessRegularized() {
    Comparisons undefeated =
        new Comparisons(List.of("a", "b"), List.of("ann"), List.of(new Row(0, 1, 0, 3)));
    String reason =
        assertThrows(UndefinedMeasure.class, () -> BradleyTerry.of(undefeated, 0)).getMessage();
    assertTrue(reason.contains("no finite ability"), reason);
    BradleyTerry regularized = BradleyTerry.of(undefeated, 0.5);
    assertTrue(regularized.abilities()[0] > 0.3);
    assertEquals(-regularized.abilities()[0], regularized.abilities()[1], 1e-9);
  }

  @Test
  void partsThatNothingConnectsCannotBeCompared() {
    List<Row> rows =
        List.of(new Row(0, 1, 0, 1), new Row(1, 0, 0, 1), new Row(2, 3, 0, 1), new Row(3, 2, 0, 1));
    Comparisons apart = new Comparisons(List.of("a", "b", "c", "d"), List.of("ann"), rows);
    assertThrows(UndefinedMeasure.class, () -> BradleyTerry.of(apart, 0));
    assertEquals(0, BradleyTerry.of(apart, 1).abilities()[3], 1e-12);
  }

  @Test
  void responsesToDifferentPromptsAreDifferentItemsAndATieIsHalfAWinEach() {
    Preference label = Preference.of("p", "yes", "no");
    Comparisons found = Comparisons.of(List.of(label, Preference.of("q", "yes", "no"), label));
    assertEquals(List.of("yes", "no", "yes", "no"), found.items());
    assertEquals(3, found.rows().size());
  }
}

package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

class FleissKappaTest {
  private static final JsonNode PUBLISHED = PublishedTables.read("fleiss_kappa.json");

  @Test
  void wikipediaTableOfFourteenRaters() {
    JsonNode table = PUBLISHED.get("wikipedia");
    FleissKappa found = FleissKappa.of(judgments(PublishedTables.counts(table.get("counts"))));
    assertArrayEquals(PublishedTables.numbers(table.get("P_i")), found.itemAgreement(), 5e-4);
    assertEquals(0.210, found.kappa(), 5e-4);
  }

  @Test
  void fleiss1971ThirtyPatientsSixPsychiatrists() {
    JsonNode diagnoses = PUBLISHED.get("fleiss1971");
    FleissKappa found = FleissKappa.of(PublishedTables.itemsByAnnotators(diagnoses.get("ratings")));
    assertEquals(diagnoses.get("kappa").asDouble(), found.kappa(), 1e-6);
    assertEquals(diagnoses.get("z").asDouble(), found.z(), 1e-5);
  }

  @Test
  void unequalNumbersOfJudgmentsHaveNoFleissKappa() {
    Judgments gaps =
        new Judgments.Builder()
            .add("x", "ann", "yes")
            .add("x", "bob", "no")
            .add("y", "ann", "yes")
            .build();
    String reason = assertThrows(UndefinedMeasure.class, () -> FleissKappa.of(gaps)).getMessage();
    assertTrue(reason.contains("found 2 and 1"), reason);
    assertEquals(-1, FleissKappa.of(gaps.ofItemsJudgedBy(2)).kappa());
  }

  @Test
  void withoutVariationThereIsNoKappa() {
    int[][] constant = {{3, 0}, {3, 0}};
    assertThrows(UndefinedMeasure.class, () -> FleissKappa.of(judgments(constant)));
  }

  private static Judgments judgments(int[][] counts) {
    Judgments.Builder judgments = new Judgments.Builder();
    for (int i = 0; i < counts.length; i++) {
      int annotator = 0;
      for (int c = 0; c < counts[i].length; c++) {
        for (int n = 0; n < counts[i][c]; n++) {
          judgments.add("item " + i, "annotator " + annotator++, String.valueOf(c));
        }
      }
    }
    return judgments.build();
  }
}

package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.agreement.CohenKappa.Weights;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

class CohenKappaTest {
  private static final JsonNode PUBLISHED = PublishedTables.read("cohen_kappa.json");
  private static final double FOUR_DECIMALS = 5.1e-5;

  @ParameterizedTest
  @CsvSource({"unweighted,NONE", "linear_weights,LINEAR"})
  void sasProcFreqPrintout(String published, Weights weights) {
    JsonNode table = PUBLISHED.get("sas_table");
    JsonNode expected = table.get(published);
    CohenKappa found = CohenKappa.of(PublishedTables.counts(table.get("table")), weights);
    assertEquals(expected.get("kappa").asDouble(), found.kappa(), FOUR_DECIMALS);
    assertEquals(expected.get("ase").asDouble(), found.standardError(), FOUR_DECIMALS);
    assertEquals(
        expected.get("ase_h0").asDouble(), found.standardErrorWithoutAgreement(), FOUR_DECIMALS);
    assertEquals(expected.get("z").asDouble(), found.z(), FOUR_DECIMALS);
    assertEquals(expected.get("ci95").get(0).asDouble(), found.interval().lo(), FOUR_DECIMALS);
    assertEquals(expected.get("ci95").get(1).asDouble(), found.interval().hi(), FOUR_DECIMALS);
  }

  @ParameterizedTest
  @CsvSource({"unweighted,NONE", "equal(linear),LINEAR", "squared,SQUARED"})
  void anxietyRatingsOfTheIrrPackage(String published, Weights weights) {
    Judgments.Builder raters = new Judgments.Builder();
    JsonNode ratings = PUBLISHED.get("anxiety").get("ratings");
    for (int i = 0; i < ratings.size(); i++) {
      raters.add("item " + i, "rater 2", ratings.get(i).get(1).asString());
      raters.add("item " + i, "rater 3", ratings.get(i).get(2).asString());
    }
    JsonNode expected = PUBLISHED.get("anxiety").get("rater2_vs_rater3").get(published);
    CohenKappa found = CohenKappa.of(raters.build(), 0, 1, weights);
    assertEquals(expected.get("kappa").asDouble(), found.kappa(), 1e-6);
    assertEquals(expected.get("z").asDouble(), found.z(), 1e-6);
  }

  @Test
  void onlyItemsThatBothJudgedCount() {
    Judgments judgments =
        new Judgments.Builder()
            .add("x", "ann", "yes")
            .add("x", "bob", "yes")
            .add("y", "ann", "no")
            .add("y", "bob", "no")
            .add("z", "bob", "no")
            .build();
    CohenKappa found = CohenKappa.of(judgments, 0, 1, Weights.NONE);
    assertEquals(2, found.items());
    assertEquals(1, found.kappa());
  }

  @Test
  void twoWhoNeverMetOrNeverVaryHaveNoKappa() {
    Judgments apart = new Judgments.Builder().add("x", "ann", "yes").add("y", "bob", "yes").build();
    assertThrows(UndefinedMeasure.class, () -> CohenKappa.of(apart, 0, 1, Weights.NONE));
    int[][] constant = {{5, 0}, {0, 0}};
    assertThrows(UndefinedMeasure.class, () -> CohenKappa.of(constant, Weights.NONE));
  }
}

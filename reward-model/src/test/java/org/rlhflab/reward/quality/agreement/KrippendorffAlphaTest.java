package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.quality.agreement.DifferenceFunction.INTERVAL;
import static org.rlhflab.reward.quality.agreement.DifferenceFunction.NOMINAL;
import static org.rlhflab.reward.quality.agreement.DifferenceFunction.ORDINAL;
import static org.rlhflab.reward.quality.agreement.DifferenceFunction.RATIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.PublishedTables;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import tools.jackson.databind.JsonNode;

class KrippendorffAlphaTest {
  private static final JsonNode PUBLISHED = PublishedTables.read("krippendorff_alpha.json");

  private static JsonNode published(String id) {
    return PUBLISHED
        .get("cases")
        .valueStream()
        .filter(it -> it.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static double alpha(String id, DifferenceFunction difference) {
    return alpha(PublishedTables.annotatorsByItems(published(id).get("data")), difference);
  }

  private static double alpha(Judgments judgments, DifferenceFunction difference) {
    return KrippendorffAlpha.of(judgments, difference).alpha();
  }

  @Test
  void krippendorff2011SectionDOfFourObserversWithGaps() {
    String id = "krippendorff_2011_D2";
    assertEquals(0.743, alpha(id, NOMINAL), 5e-4);
    assertEquals(0.815, alpha(id, ORDINAL), 5e-4);
    assertEquals(0.849, alpha(id, INTERVAL), 5e-4);
    assertEquals(0.797, alpha(id, RATIO), 5e-4);
    JsonNode apart = published(id).get("computed_apart");
    assertEquals(apart.get("ordinal").asDouble(), alpha(id, ORDINAL), 5e-7);
  }

  @Test
  void wikipediaExampleOfThreeCodersWithGaps() {
    assertEquals(0.691358, alpha("wikipedia_D1", NOMINAL), 5e-7);
    assertEquals(0.810845, alpha("wikipedia_D1", INTERVAL), 5e-7);
  }

  @Test
  void wordsAsCategoriesNeedNoOrder() {
    assertEquals(0.722222, alpha("strings_nominal", NOMINAL), 5e-7);
    assertThrows(IllegalArgumentException.class, () -> alpha("strings_nominal", INTERVAL));
  }

  @Test
  void crowdKitExampleOfTwoWorkersOnThreeTasks() {
    Judgments.Builder judgments = new Judgments.Builder();
    published("crowdkit_3tasks")
        .get("long")
        .valueStream()
        .forEach(row ->
            judgments.add(row.get(0).asString(), row.get(1).asString(), row.get(2).asString()));
    assertEquals(0.4444444444444444, alpha(judgments.build(), NOMINAL), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void identicalAnnotatorsGiveAlphaOne(DifferenceFunction difference) {
    Judgments same =
        new Judgments.Builder()
            .add("x", "ann", "0")
            .add("x", "bob", "0")
            .add("y", "ann", "2")
            .add("y", "bob", "2")
            .build();
    assertEquals(1, alpha(same, difference));
  }

  @Test
  void theIntervalHoldsTheEstimateAndNarrowsWithMoreItems() {
    Interval few = interval(40);
    Interval many = interval(400);
    assertTrue(few.lo() < few.mean() && few.mean() < few.hi(), few.toString());
    assertTrue(many.hi() - many.lo() < (few.hi() - few.lo()) / 2, many.toString());
  }

  private static Interval interval(int items) {
    Judgments.Builder judgments = new Judgments.Builder();
    for (int i = 0; i < items; i++) {
      judgments.add("item " + i, "ann", String.valueOf(i % 2));
      judgments.add("item " + i, "bob", String.valueOf(i % 5 == 0 ? 1 - i % 2 : i % 2));
    }
    return KrippendorffAlpha.interval(judgments.build(), NOMINAL, BootstrapInterval.withSeed(7));
  }

  @Test
  void withoutVariationOrOverlapThereIsNoAlpha() {
    Judgments constant =
        new Judgments.Builder().add("x", "ann", "yes").add("x", "bob", "yes").build();
    Judgments alone = new Judgments.Builder().add("x", "ann", "yes").add("y", "bob", "no").build();
    assertTrue(
        assertThrows(UndefinedMeasure.class, () -> alpha(constant, NOMINAL))
            .getMessage()
            .contains("without variation"));
    assertTrue(
        assertThrows(UndefinedMeasure.class, () -> alpha(alone, NOMINAL))
            .getMessage()
            .contains("no item was judged by two people"));
  }

  @Test
  void aSecondJudgmentByTheSamePersonIsRefused() {
    Judgments twice = new Judgments.Builder().add("x", "ann", "yes").add("x", "ann", "no").build();
    assertThrows(IllegalArgumentException.class, () -> alpha(twice, NOMINAL));
    assertEquals(1, twice.firstOfEach().size());
  }
}

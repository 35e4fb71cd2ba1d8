package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;

class RatedPairsTest {
  private static final Map<Dimension, Double> WEIGHTS =
      Map.of(Dimension.ACCURACY, 3.0, Dimension.TONE, 1.0);

  private static Rating rating(String id, String response, String who, int accuracy, int tone) {
    return new Rating(
        id,
        "Q?",
        response,
        who,
        Map.of(Dimension.ACCURACY, accuracy, Dimension.TONE, tone),
        Map.of(),
        "grammar",
        Map.of());
  }

  @Test
  void theHigherMarkAllInAllIsPreferredWhateverItsPlace() {
    List<Rating> ratings = List.of(rating("1", "a", "ann", 3, 5), rating("2", "b", "ann", 4, 3));
    Preference pair = RatedPairs.of(ratings, WEIGHTS).pairs().getFirst(); // 3.5 and 3.75
    assertEquals("b", pair.chosen());
    assertEquals("2>1", pair.id());
    assertEquals("ann", pair.annotator());
    assertEquals("grammar", pair.source());
    assertFalse(pair.tie());
    assertEquals(
        "a", RatedPairs.of(ratings, Map.of(Dimension.TONE, 1.0)).pairs().getFirst().chosen());
  }

  @Test
  void equalMarksAreATie() {
    RatedPairs made =
        RatedPairs.of(
            List.of(rating("1", "a", "ann", 3, 5), rating("2", "b", "ann", 3, 5)), WEIGHTS);
    assertTrue(made.pairs().getFirst().tie());
    assertEquals(1, made.ties());
  }

  @Test
  void marksOfDifferentPeopleAreNeverComparedAndNeitherIsAResponseWithItself() {
    RatedPairs made =
        RatedPairs.of(
            List.of(
                rating("1", "a", "ann", 3, 5),
                rating("2", "b", "bob", 4, 5),
                rating("3", "a", "ann", 1, 1)),
            WEIGHTS);
    assertTrue(made.pairs().isEmpty());
    assertEquals(3, made.alone());
  }

  @Test
  void threeResponsesGiveThreePairs() {
    RatedPairs made =
        RatedPairs.of(
            List.of(
                rating("1", "a", "ann", 1, 1),
                rating("2", "b", "ann", 2, 1),
                rating("3", "c", "ann", 3, 1)),
            WEIGHTS);
    assertEquals(List.of("2>1", "3>1", "3>2"), made.pairs().stream().map(Preference::id).toList());
    assertEquals(0, made.alone());
  }

  @Test
  void aFileWithoutAnyPairIsRefused() {
    String message =
        assertThrows(
                BadInput.class,
                () ->
                    RatedPairs.of(
                        Path.of("r.jsonl"), List.of(rating("1", "a", "ann", 1, 1)), WEIGHTS))
            .getMessage();
    assertTrue(message.startsWith("r.jsonl: gives no pair"), message);
  }
}

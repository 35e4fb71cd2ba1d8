package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.integers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Dimension;

/// Expected marks are computed by hand from the formula.
class RatingModelTest {
  private static final Utility.Circumstances PLAIN =
      new Utility.Circumstances("programming", false, 0, 0, 0);
  private static final RatingModel.Noise NONE = dimension -> 0.5;

  private static Set<Integer> marks(String profile, double gold, int words) {
    return marks(profile, gold, words, PLAIN, NONE);
  }

  private static Set<Integer> marks(
      String profile, double gold, int words, Utility.Circumstances now, RatingModel.Noise noise) {
    RatingModel model = new RatingModel(Samples.profile(profile));
    return Set.copyOf(model.read(Samples.response("Yes.", gold, words), now, noise).values());
  }

  @Test
  void whoHasNoBiasMarksAsTheRubricDoes() {
    for (int gold = 1; gold <= 5; gold++) {
      assertEquals(Set.of(gold), marks("{\"id\":\"x\"}", gold, 32), "gold " + gold);
    }
  }

  @Test
  void lenienceMovesEveryMarkAndTheScaleEnds() {
    assertEquals(Set.of(4), marks("{\"id\":\"x\",\"leniency\":1}", 3, 32));
    assertEquals(Set.of(5), marks("{\"id\":\"x\",\"leniency\":1}", 5, 32));
    assertEquals(Set.of(1), marks("{\"id\":\"x\",\"leniency\":-1}", 1, 32));
  }

  @Test
  void aNarrowScaleKeepsToTheMiddle() {
    String narrow = "{\"id\":\"x\",\"scale_use\":0.4}";
    assertEquals(Set.of(4), marks(narrow, 5, 32)); // 3 + 0.4 * 2 = 3.8
    assertEquals(Set.of(3), marks(narrow, 4, 32)); // 3.4
    assertEquals(Set.of(2), marks(narrow, 1, 32)); // 2.2
  }

  @Test
  void whoKnowsNothingOfTheDomainSeesNoQuality() {
    assertEquals(Set.of(3), marks("{\"id\":\"x\",\"expertise\":{\"programming\":0}}", 5, 32));
  }

  @Test
  void twiceTheUsualWordsAreWorthTheVerbosityBiasOnEveryDimension() {
    String verbose = "{\"id\":\"x\",\"verbosity_bias\":1}";
    assertEquals(Set.of(4), marks(verbose, 3, 64));
    assertEquals(Set.of(2), marks(verbose, 3, 16));
    String drifting = "{\"id\":\"x\",\"drift_per_100\":1}";
    Utility.Circumstances late = new Utility.Circumstances("programming", false, 100, 0, 0);
    assertEquals(Set.of(4), marks(drifting, 3, 64, late, NONE));
  }

  @Test
  void tasteAndSharedErrorColourEveryMark() {
    Utility.Circumstances liked = new Utility.Circumstances("programming", false, 0, 1, 0);
    assertEquals(Set.of(4), marks("{\"id\":\"x\",\"taste\":1}", 3, 32, liked, NONE));
    Utility.Circumstances misled = new Utility.Circumstances("programming", false, 0, 0, -1);
    assertEquals(Set.of(2), marks("{\"id\":\"x\",\"shared_error\":1}", 3, 32, misled, NONE));
  }

  @Test
  void anUnreadResponseGetsTheSameMarkEverywhere() {
    RatingModel model =
        new RatingModel(Samples.profile("{\"id\":\"x\",\"lapse_rate\":1,\"leniency\":1}"));
    assertEquals(7, model.unread().size());
    assertEquals(Set.of(4), Set.copyOf(model.unread().values()));
  }

  @Test
  void theLessSensitiveSlipFurther() {
    // log(0.9 / 0.1) = 2.197: at sensitivity 10 a fifth of a point, at 1 more than two points.
    assertEquals(
        Set.of(3), marks("{\"id\":\"x\",\"sensitivity\":10}", 3, 32, PLAIN, dimension -> 0.9));
    assertEquals(
        Set.of(5), marks("{\"id\":\"x\",\"sensitivity\":1}", 3, 32, PLAIN, dimension -> 0.9));
  }

  @Test
  void everyMarkIsOnTheScaleWhateverThePersonAndTheNoise() {
    qt().forAll(
            doubles().between(1, 5),
            integers().between(0, 500),
            doubles().between(0, Math.nextDown(1.0)),
            doubles().between(0, 20))
        .checkAssert((gold, words, uniform, sensitivity) -> {
          String profile =
              "{\"id\":\"x\",\"verbosity_bias\":3,\"leniency\":-2,\"sensitivity\":%s}"
                  .formatted(sensitivity);
          Map<Dimension, Integer> marks =
              new RatingModel(Samples.profile(profile))
                  .read(Samples.response("Yes.", gold, words), PLAIN, dimension -> uniform);
          assertTrue(List.of(1, 2, 3, 4, 5).containsAll(marks.values()), gold + " gives " + marks);
        });
  }
}

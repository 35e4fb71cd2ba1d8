package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.reward.collection.OneFactPairs;
import org.rlhflab.reward.label.Preference;

class HeldOutFiguresTest {
  private static final BootstrapInterval BOOTSTRAP = BootstrapInterval.withSeed(1);
  private static final OneFactPairs.Pair PAIR = OneFactPairs.of(TinyRun.WORLD).getFirst();
  private static final String PROMPT = PAIR.question().text();
  private static final Preference RIGHT = Preference.of(PROMPT, PAIR.right(), PAIR.wrong());
  private static final Preference WRONG = Preference.of(PROMPT, PAIR.wrong(), PAIR.right());

  private static HeldOutFigures figures(List<Preference> labels, double... margins) {
    return HeldOutFigures.of(labels, margins, TinyRun.WORLD, BOOTSTRAP);
  }

  private static double mean(Optional<org.rlhflab.pretrain.statistics.Interval> interval) {
    return interval.orElseThrow().mean();
  }

  @Test
  void accuracyFollowsTheLabelsAndGoldAccuracyTheRubric() {
    HeldOutFigures figures = figures(List.of(RIGHT, WRONG), 1.0, 3.0);
    assertEquals(1, mean(figures.accuracy()));
    assertEquals(0.5, mean(figures.goldAccuracy()));
    assertEquals(2, figures.margin().orElseThrow());
  }

  @Test
  void responsesThatTheRubricFindsEqualAreCountedAndLeftOut() {
    Preference repeated = Preference.of(PROMPT, PAIR.right(), " " + PAIR.right());
    HeldOutFigures figures = figures(List.of(RIGHT, repeated), 1.0, -1.0);
    assertEquals(1, figures.goldTies());
    assertEquals(1, mean(figures.goldAccuracy()));
    assertEquals(0.5, mean(figures.accuracy()));
  }

  @Test
  void pairsOutsideTheWorldAreNotJudged() {
    Preference unknown = Preference.of("What is love?", PAIR.right(), PAIR.wrong());
    HeldOutFigures figures = figures(List.of(unknown), 1.0);
    assertEquals(1, figures.notJudged());
    assertEquals(Optional.empty(), figures.goldAccuracy());
    assertEquals(1, mean(figures.accuracy()));
  }

  @Test
  void aTieIsHalfRightAndHasNoMargin() {
    Preference tie = tie(RIGHT);
    HeldOutFigures figures = figures(List.of(tie), 5.0);
    assertEquals(0.5, mean(figures.accuracy()));
    assertEquals(OptionalDouble.empty(), figures.margin());
  }

  @Test
  void withoutPairsThereAreNoFigures() {
    HeldOutFigures figures = figures(List.of());
    assertEquals(Optional.empty(), figures.accuracy());
    assertEquals(OptionalDouble.empty(), figures.calibrationError());
  }

  private static Preference tie(Preference label) {
    return new Preference(
        "",
        label.prompt(),
        label.chosen(),
        label.rejected(),
        true,
        "",
        Preference.OVERALL,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        OptionalInt.empty(),
        OptionalDouble.empty(),
        "",
        OptionalInt.empty(),
        1,
        Map.of());
  }
}

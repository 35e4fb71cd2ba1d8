package org.rlhflab.ppo.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.ModelFigures;
import org.rlhflab.ppo.evaluation.ModelFigures.TopicFigures;
import org.rlhflab.ppo.evaluation.ModelFigures.Topics;
import org.rlhflab.pretrain.statistics.Interval;

class FindingTest {
  private static final Interval NO_DIFFERENCE = new Interval(0, -0.1, 0.1);
  private static final ModelFigures SFT = figures(0.5, 4, 0, 25, 5);
  private static final ModelFigures CAREFUL = figures(0.7, 4, 3, 20, 8);
  private static final ModelFigures VERBOSE = figures(0.4, 4, 5, 40, 3);

  /// Every interval reaches 0.02 to both sides.
  private static ModelFigures figures(
      double winRate, double completeness, double kl, double words, double facts) {
    return new ModelFigures(
        504,
        2,
        0.7,
        Map.of("accuracy", around(4.5), "completeness", around(completeness)),
        Map.of("words", around(words), "facts_per_100_words", around(facts)),
        Optional.of(around(winRate)),
        Optional.of(around(kl)),
        new Topics(new TopicFigures(0, Map.of()), new TopicFigures(0, Map.of())));
  }

  private static Interval around(double mean) {
    return new Interval(mean, mean - 0.02, mean + 0.02);
  }

  private static Finding finding(ModelFigures careful, ModelFigures verbose, Interval accuracy) {
    return Finding.ofTwoArms(SFT, careful, verbose, accuracy);
  }

  private static String onlyFailure(Finding finding) {
    List<String> failed =
        finding.checks().stream().filter(c -> !c.holds()).map(Finding.Check::figure).toList();
    assertEquals(1, failed.size(), finding.checks().toString());
    assertFalse(finding.present());
    assertTrue(finding.text().contains(failed.getFirst()), finding.text());
    return failed.getFirst();
  }

  @Test
  void theFindingIsPresentWhereEveryCheckHolds() {
    Finding finding = finding(CAREFUL, VERBOSE, NO_DIFFERENCE);
    assertTrue(finding.present(), finding.checks().toString());
    assertEquals(2, finding.sentences().size());
    assertTrue(finding.text().contains("70% (68-72%)"), finding.text());
    assertTrue(finding.text().contains("40.0 words an answer against 20.0"), finding.text());
  }

  @Test
  void aWinRateBelowSixtyPercentIsNotEnough() {
    Finding finding = finding(figures(0.59, 4, 3, 20, 8), VERBOSE, NO_DIFFERENCE);
    assertEquals("win rate 59% (57-61%)", onlyFailure(finding));
  }

  @Test
  void lessAccuracyIsAFailureOnlyIfItsIntervalStaysBelowZero() {
    Finding finding = finding(CAREFUL, VERBOSE, new Interval(-0.2, -0.3, -0.01));
    assertTrue(onlyFailure(finding).startsWith("accuracy difference -0.20"));
    assertTrue(finding(CAREFUL, VERBOSE, new Interval(-0.2, -0.4, 0)).present());
  }

  @Test
  void completenessMayLoseThreeTenthsAndNoMore() {
    assertTrue(finding(figures(0.7, 3.71, 3, 20, 8), VERBOSE, NO_DIFFERENCE).present());
    Finding finding = finding(figures(0.7, 3.69, 3, 20, 8), VERBOSE, NO_DIFFERENCE);
    assertEquals("completeness difference -0.31", onlyFailure(finding));
  }

  @Test
  void neitherPolicyMayBeMoreThanTenNatsAway() {
    Finding careful = finding(figures(0.7, 4, 10.1, 20, 8), VERBOSE, NO_DIFFERENCE);
    assertEquals("KL 10.1 nats", onlyFailure(careful));
    Finding verbose = finding(CAREFUL, figures(0.4, 4, 10.2, 40, 3), NO_DIFFERENCE);
    assertEquals("KL 10.2 nats", onlyFailure(verbose));
  }

  @Test
  void answersLessThanHalfAsLongAgainAreNotLongWinded() {
    Finding finding = finding(CAREFUL, figures(0.4, 4, 5, 29.9, 3), NO_DIFFERENCE);
    assertEquals("29.9 words against 20.0", onlyFailure(finding));
  }

  @Test
  void asManyFactsInHundredWordsContradictTheFinding() {
    Finding finding = finding(CAREFUL, figures(0.4, 4, 5, 40, 7.97), NO_DIFFERENCE);
    assertTrue(onlyFailure(finding).startsWith("7.97 facts per 100 words against 8.00"));
  }

  @Test
  void oneArmIsCalledWorseOnlyIfItsWinRatesIntervalIsBelowOneHalf() {
    assertTrue(Finding.ofOneArm(SFT, VERBOSE).text().contains("worse than"));
    assertTrue(Finding.ofOneArm(SFT, CAREFUL).text().contains("better than"));
    assertTrue(Finding.ofOneArm(SFT, figures(0.51, 4, 3, 20, 8)).text().contains("not told from"));
  }
}

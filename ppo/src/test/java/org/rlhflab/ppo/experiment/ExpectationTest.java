package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.pretrain.statistics.Interval;

class ExpectationTest {
  private static final Expectation LONGER =
      new Expectation("long", "short", "behaviour/words", Expectation.Direction.MORE, 5);

  private static Verdict verdict(
      Expectation expected, double mean, double lo, double hi, double pHolm, int seeds) {
    PairResult pair =
        new PairResult(
            "long",
            "short",
            "behaviour/words",
            new Interval(mean, lo, hi),
            pHolm,
            pHolm,
            Optional.empty());
    return expected.judge(pair, pHolm, seeds).verdict();
  }

  @Test
  void anEffectAsLargeAsExpectedBeyondDoubtIsReproduced() {
    assertEquals(Verdict.REPRODUCED, verdict(LONGER, 7, 3, 11, 0.004, 10));
    assertEquals(Verdict.REPRODUCED, verdict(LONGER, 5, 0.1, 10, 0.049, 10));
  }

  @Test
  void anEffectSmallerThanExpectedBeyondDoubtIsNotReproduced() {
    assertEquals(Verdict.NOT_REPRODUCED, verdict(LONGER, 2, 1, 4.9, 0.004, 10));
    assertEquals(Verdict.NOT_REPRODUCED, verdict(LONGER, -7, -11, -3, 0.004, 10));
  }

  @Test
  void whatCouldBeEitherIsInconclusive() {
    // The mean is too small, the interval reaches the size expected.
    assertEquals(Verdict.INCONCLUSIVE, verdict(LONGER, 4, 1, 7, 0.004, 10));
    // The interval reaches 0.
    assertEquals(Verdict.INCONCLUSIVE, verdict(LONGER, 7, -1, 15, 0.004, 10));
    // The seeds could be luck.
    assertEquals(Verdict.INCONCLUSIVE, verdict(LONGER, 7, 3, 11, 0.05, 10));
  }

  @Test
  void fewSeedsNeverRefuteAClaimForTheirIntervalHoldsLittleButPrompts() {
    assertEquals(Verdict.INCONCLUSIVE, verdict(LONGER, 2, 1.9, 2.1, 0.06, 5));
    assertEquals(Verdict.NOT_REPRODUCED, verdict(LONGER, 2, 1.9, 2.1, 0.04, 6));
  }

  @Test
  void anExpectationOfLessIsMeasuredTheOtherWay() {
    Expectation shorter =
        new Expectation("long", "short", "behaviour/words", Expectation.Direction.LESS, 5);
    assertEquals(Verdict.REPRODUCED, verdict(shorter, -7, -11, -3, 0.004, 10));
    assertEquals(Verdict.NOT_REPRODUCED, verdict(shorter, 7, 3, 11, 0.004, 10));
  }
}

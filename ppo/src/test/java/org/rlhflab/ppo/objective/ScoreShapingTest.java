package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.objective.ScoreShaping.MissingEnd;

class ScoreShapingTest {
  @Test
  void aScoreIsScaledAndThenClipped() {
    ScoreShaping shaping = new ScoreShaping(2, 3, MissingEnd.SUBTRACT, 1);
    assertEquals(1, shaping.of(0.5f, true));
    assertEquals(3, shaping.of(2, true));
    assertEquals(-3, shaping.of(-2, true));
  }

  @Test
  void aMissingEndLosesThePenaltyOrTakesItsPlace() {
    assertEquals(1, new ScoreShaping(1, 9, MissingEnd.SUBTRACT, 1).of(2, false));
    assertEquals(-1, new ScoreShaping(1, 9, MissingEnd.SET, 1).of(2, false));
  }

  @Test
  void rewardsAreWhatTheShapedScoreMakesThem() {
    float[] rewards = new float[2];
    new TokenRewards(0, KlEstimator.K1, new ScoreShaping(1, 0.5f, MissingEnd.SET, 2))
        .evaluate(
            new int[] {0, 1, 2},
            new float[2],
            new float[2],
            new float[] {3, 3},
            new boolean[] {true, false},
            rewards);
    assertArrayEquals(new float[] {0.5f, -2}, rewards);
  }

  @Test
  void anUnboundedScoreStaysAsItIs() {
    assertEquals(1e6f, ScoreShaping.penalty(1).of(1e6f, true));
    assertThrows(IllegalArgumentException.class, () -> new ScoreShaping(0, 1, MissingEnd.SET, 0));
  }
}

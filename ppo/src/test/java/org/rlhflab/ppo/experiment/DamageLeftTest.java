package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.Interval;

class DamageLeftTest {
  private static Expectation.Outcome outcome(String arm, String control, String metric, double d) {
    Expectation expected = new Expectation(arm, control, metric, Expectation.Direction.LESS, 0.05);
    Interval difference = new Interval(d, d - 0.1, d + 0.1);
    return new Expectation.Outcome(expected, difference, 0.01, 0.02, Verdict.REPRODUCED);
  }

  @Test
  void halfOfADifferenceIsLeftWhereTuningHalvedIt() {
    List<DamageLeft> left =
        DamageLeft.of(
            List.of(
                outcome("sft of sloppy", "sft of careful", "gold/overall", -0.8),
                outcome("sloppy", "careful", "gold/overall", -0.4),
                outcome("sloppy", "careful", "gold/accuracy", -0.3)));
    assertEquals(1, left.size());
    assertEquals(0.5, left.getFirst().share(), 1e-12);
    assertEquals(
        "Of the difference between sloppy and careful in gold/overall after fine-tuning (-0.80),"
            + " 50% is left after PPO (-0.40).",
        left.getFirst().text());
  }

  @Test
  void thereIsNoShareOfADifferenceThatMayBeNone() {
    assertTrue(
        DamageLeft.of(
                List.of(
                    outcome("sft of sloppy", "sft of careful", "gold/overall", -0.05),
                    outcome("sloppy", "careful", "gold/overall", -0.4)))
            .isEmpty());
  }
}

package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.OveroptimizationFit.Form;

class OveroptimizationFitTest {
  private static final double[] KL = {0.5, 1, 2, 4, 8, 16, 32};
  private static final double[] GAIN = {.11, .19, .24, .30, .27, .12, -.31};

  private static OveroptimizationFit fit(Form form, double[] kl, double[] gain) {
    return OveroptimizationFit.of(form, kl, gain).orElseThrow();
  }

  /// numpy 1.24: `lstsq([d, -d log d], gain)` and `lstsq([d, -d d], gain)`.
  @Test
  void coefficientsAreThoseOfLeastSquares() {
    OveroptimizationFit rl = fit(Form.RL, KL, GAIN);
    assertEquals(0.24574353, rl.alpha(), 1e-8);
    assertEquals(0.16704415, rl.beta(), 1e-8);
    assertEquals(0.8890737105007311, rl.explained(), 1e-9);
    assertEquals(1.6018019948207112, rl.peak().orElseThrow(), 1e-7);
    OveroptimizationFit best = fit(Form.BEST_OF_N, KL, GAIN);
    assertEquals(0.24405519, best.alpha(), 1e-8);
    assertEquals(0.05289043, best.beta(), 1e-8);
    assertEquals(0.9923801989910777, best.explained(), 1e-9);
    assertEquals(2.3071773690953625, best.peak().orElseThrow(), 1e-6);
    assertTrue(best.text().contains("highest at a KL of 5.3 nats"), best.text());
  }

  @Test
  void pointsOnACurveGiveItBack() {
    double[] gain =
        Arrays.stream(KL).map(Math::sqrt).map(d -> d * (0.4 - 0.1 * Math.log(d))).toArray();
    OveroptimizationFit fit = fit(Form.RL, KL, gain);
    assertEquals(0.4, fit.alpha(), 1e-9);
    assertEquals(0.1, fit.beta(), 1e-9);
    assertEquals(1, fit.explained(), 1e-9);
    assertEquals(Math.exp(3), fit.peak().orElseThrow(), 1e-6);
  }

  @Test
  void aGainThatOnlyGrowsHasNoPeak() {
    double[] gain = Arrays.stream(KL).map(kl -> kl / 10).toArray();
    assertTrue(fit(Form.BEST_OF_N, KL, gain).peak().isEmpty());
  }

  @Test
  void fewPointsOrOneDistanceGiveNoFit() {
    double[] same = {4, 4, 4, 4, 4};
    assertTrue(OveroptimizationFit.of(Form.RL, same, same).isEmpty());
    double[] unmoved = {0, 0, 0, 1, 2, 3};
    assertTrue(OveroptimizationFit.of(Form.RL, unmoved, unmoved).isEmpty());
  }
}

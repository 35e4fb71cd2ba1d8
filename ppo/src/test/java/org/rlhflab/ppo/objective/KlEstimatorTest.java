package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;

import org.junit.jupiter.api.Test;

class KlEstimatorTest {
  @Test
  void independentlyComputedEstimatesAgree() {
    float[] p = Published.floats("/input/old_log_probs");
    float[] q = Published.floats("/input/reference_log_probs");
    float[] k1 = Published.floats("/expected/k1");
    float[] k3 = Published.floats("/expected/k3");
    for (int t = 0; t < p.length; t++) {
      assertEquals(k1[t], KlEstimator.K1.of(p[t], q[t]), 1e-6, "k1 of token " + t);
      assertEquals(k3[t], KlEstimator.K3.of(p[t], q[t]), 1e-6, "k3 of token " + t);
    }
  }

  @Test
  void theExactKlOfAHalfAQuarterAndTwoEighthsToUniformIsAQuarterBit() {
    float[] p = Published.floats("/input/p");
    float[] q = Published.floats("/input/q");
    assertEquals(0.25 * Math.log(2), KlEstimator.exact(p, q, 0, 4), 1e-6);
    assertEquals(Published.number("/expected/exact_kl"), KlEstimator.exact(p, q, 0, 4), 1e-6);
  }

  // Weighted by p, the estimates of all tokens sum to the exact KL: that is unbiasedness.
  @Test
  void bothEstimatorsHaveTheExactKlAsTheirMean() {
    float[] p = Published.floats("/input/p");
    float[] q = Published.floats("/input/q");
    double k1 = 0;
    double k3 = 0;
    for (int v = 0; v < 4; v++) {
      k1 += Math.exp(p[v]) * KlEstimator.K1.of(p[v], q[v]);
      k3 += Math.exp(p[v]) * KlEstimator.K3.of(p[v], q[v]);
    }
    assertEquals(KlEstimator.exact(p, q, 0, 4), k1, 1e-6);
    assertEquals(KlEstimator.exact(p, q, 0, 4), k3, 1e-6);
  }

  @Test
  void k3IsNeverNegativeAndZeroWhereNothingMoved() {
    assertEquals(0, KlEstimator.K3.of(-2, -2));
    qt().forAll(doubles().between(-30, 0), doubles().between(-30, 0))
        .check((p, q) -> KlEstimator.K3.of(p, q) >= 0);
  }

  @Test
  void k1IsNegativeWhereTheReferenceFoundTheTokenLikelier() {
    assertTrue(KlEstimator.K1.of(-2, -1) < 0);
  }

  // Mutation to try: log q - log p for K1, or q/p - log(q/p) for K3.
  @Test
  void onAverageOverThePolicysOwnTokensBothEstimatorsAreTheExactKl() {
    float[] p = Published.floats("/input/p");
    float[] q = Published.floats("/input/q");
    double exact = KlEstimator.exact(p, q, 0, p.length);
    for (KlEstimator estimator : KlEstimator.values()) {
      double mean = 0;
      for (int v = 0; v < p.length; v++) {
        mean += Math.exp(p[v]) * estimator.of(p[v], q[v]);
      }
      assertEquals(exact, mean, 1e-7, estimator.name());
    }
  }
}

package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;

import java.util.Arrays;
import java.util.SplittableRandom;
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
  void theSameHoldsForAnyTwoDistributions() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      float[] p = distribution(random);
      float[] q = distribution(random);
      for (KlEstimator estimator : KlEstimator.values()) {
        double mean = 0;
        for (int v = 0; v < p.length; v++) {
          mean += Math.exp(p[v]) * estimator.of(p[v], q[v]);
        }
        double exact = KlEstimator.exact(p, q, 0, p.length);
        assertEquals(exact, mean, 1e-5 * Math.max(1, exact), estimator.name());
      }
    }
  }

  private static float[] distribution(SplittableRandom random) {
    double[] logits = random.doubles(6, -3, 3).toArray();
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    float[] logProbs = new float[logits.length];
    for (int v = 0; v < logits.length; v++) {
      logProbs[v] = (float) (logits[v] - Math.log(sum));
    }
    return logProbs;
  }

  /// The policy gradient of r - beta kl for a softmax is p (R - mean of R): it vanishes where all
  /// tokens earn the same.
  @Test
  void asAPenaltyInTheRewardK1HasTheKlsOptimumAndK3AnotherOne() {
    double beta = 0.5;
    double[] reward = {1, 0, -0.3, 0.4};
    float[] q = Published.floats("/input/q");
    double sum = 0;
    for (int v = 0; v < 4; v++) {
      sum += Math.exp(q[v] + reward[v] / beta);
    }
    double[] k1 = new double[4];
    double[] k3 = new double[4];
    for (int v = 0; v < 4; v++) {
      double optimal = q[v] + reward[v] / beta - Math.log(sum); // log p = log(q exp(r / beta) / Z)
      k1[v] = reward[v] - beta * KlEstimator.K1.of(optimal, q[v]);
      k3[v] = reward[v] - beta * KlEstimator.K3.of(optimal, q[v]);
    }
    assertEquals(0, spread(k1), 1e-6);
    assertTrue(spread(k3) > 0.1, "" + spread(k3));
  }

  private static double spread(double[] values) {
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }
}

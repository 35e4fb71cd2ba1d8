package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.floats;

import org.junit.jupiter.api.Test;

class ClippedSurrogateTest {
  private static final float[] ZERO = {0};
  private static final float RATIO_ONE_AND_A_HALF = (float) Math.log(1.5);
  private static final float RATIO_HALF = (float) Math.log(0.5);

  private final ClippedSurrogate surrogate = new ClippedSurrogate(0.2f);
  private final float[] gradient = new float[1];

  private ClippedSurrogate.Result one(float logRatio, float advantage) {
    return surrogate.evaluate(new float[] {logRatio}, ZERO, new float[] {advantage}, gradient);
  }

  @Test
  void independentlyComputedValuesAgree() {
    float[] dLogProbs = new float[16];
    ClippedSurrogate.Result result =
        new ClippedSurrogate((float) Published.number("/input/clip_range"))
            .evaluate(
                Published.floats("/input/log_probs"),
                Published.floats("/input/old_log_probs"),
                Published.floats("/expected/whitened"),
                dLogProbs);
    String expected = "/expected/surrogate";
    assertEquals(Published.number(expected + "/loss"), result.loss(), 1e-6);
    assertEquals(Published.number(expected + "/clip_fraction"), result.clipFraction(), 1e-6);
    assertEquals(Published.number(expected + "/approx_kl"), result.approxKl(), 1e-6);
    assertEquals(Published.number(expected + "/mean_ratio"), result.meanRatio(), 1e-6);
    assertArrayEquals(Published.floats(expected + "/d_log_probs"), dLogProbs, 1e-6f);
  }

  @Test
  void anUnmovedPolicyHasRatioOneAndTheAdvantageAsItsGradient() {
    ClippedSurrogate.Result result = one(0, 3);
    assertEquals(1, result.meanRatio());
    assertEquals(0, result.approxKl());
    assertEquals(0, result.clipFraction());
    assertEquals(-3, gradient[0]);
  }

  @Test
  void aRatioAboveTheClipHasNoGradientWhenTheAdvantageIsPositive() {
    assertEquals(-1.2, one(RATIO_ONE_AND_A_HALF, 1).loss(), 1e-6);
    assertEquals(0, gradient[0]);
  }

  @Test
  void aRatioAboveTheClipKeepsItsGradientWhenTheAdvantageIsNegative() {
    assertEquals(1.5, one(RATIO_ONE_AND_A_HALF, -1).loss(), 1e-6);
    assertEquals(1.5, gradient[0], 1e-6);
  }

  @Test
  void aRatioBelowTheClipHasNoGradientWhenTheAdvantageIsNegative() {
    assertEquals(0.8, one(RATIO_HALF, -1).loss(), 1e-6);
    assertEquals(0, gradient[0]);
  }

  @Test
  void aRatioBelowTheClipKeepsItsGradientWhenTheAdvantageIsPositive() {
    assertEquals(-0.5, one(RATIO_HALF, 1).loss(), 1e-6);
    assertEquals(-0.5, gradient[0], 1e-6);
  }

  @Test
  void theLossIsNeverBelowTheUnclippedOne() {
    qt().forAll(floats().between(-2f, 2f), floats().between(-3f, 3f))
        .check((logRatio, a) -> one(logRatio, a).loss() >= -a * Math.exp(logRatio) - 1e-6);
  }

  @Test
  void gradientsAgreeWithFiniteDifferencesAwayFromTheClip() {
    float h = 0x1p-10f; // exact in float at these sizes
    qt().forAll(
            floats().between(-1f, 1f).map(x -> Math.round(x * 16) / 16f), floats().between(-3f, 3f))
        .assuming((x, a) -> Math.abs(x - Math.log(1.2)) > h && Math.abs(x - Math.log(0.8)) > h)
        .checkAssert((logRatio, advantage) -> {
          double up = one(logRatio + h, advantage).loss();
          double down = one(logRatio - h, advantage).loss();
          one(logRatio, advantage);
          assertEquals((up - down) / (2 * h), gradient[0], 1e-5);
        });
  }

  @Test
  void approxKlIsHalfTheSquaredLogRatio() {
    assertEquals(0.5 * 0.25, one(0.5f, 1).approxKl(), 1e-9);
  }

  @Test
  void everyTokenOfTheMinibatchWeighsTheSame() {
    float[] twice = new float[2];
    surrogate.evaluate(new float[2], new float[2], new float[] {2, 4}, twice);
    assertArrayEquals(new float[] {-1, -2}, twice, 1e-7f);
  }

  @Test
  void aClipRangeOfOneAndAHalfIsRefusedByItsValue() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new ClippedSurrogate(1.5f)).toString();
    assertTrue(message.contains("clipRange must be in (0, 1), got 1.5"), message);
  }

  @Test
  void beforeTheFirstUpdateTheRatioIsOneEverywhere() {
    float[] logProbs = {-0.1f, -2, -30};
    ClippedSurrogate.Result result =
        new ClippedSurrogate(0.2f)
            .evaluate(logProbs, logProbs, new float[] {1, -1, 2}, new float[3]);
    assertEquals(1, result.meanRatio());
    assertEquals(0, result.ratioVariance());
    assertEquals(0, result.approxKl());
    assertEquals(0, result.clipFraction());
  }

  @Test
  void theRatiosVarianceIsOverTokens() {
    float[] old = Published.floats("/baselines/input/old_log_probs");
    float[] logProbs = Published.floats("/baselines/input/log_probs");
    double variance =
        new ClippedSurrogate(0.2f)
            .evaluate(logProbs, old, new float[old.length], new float[old.length])
            .ratioVariance();
    assertEquals(Published.number("/baselines/ratio_variance"), variance, 1e-6);
  }
}

package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.floats;

import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

class ClippedValueLossTest {
  private final ClippedValueLoss valueLoss = new ClippedValueLoss(0.2f);
  private final float[] gradient = new float[1];

  private ClippedValueLoss.Result one(float value, float old, float target) {
    return valueLoss.evaluate(
        new float[] {value}, new float[] {old}, new float[] {target}, gradient);
  }

  @Test
  void independentlyComputedValuesAgree() {
    float[] dValues = new float[16];
    ClippedValueLoss.Result result =
        new ClippedValueLoss((float) Published.number("/input/value_clip_range"))
            .evaluate(
                Published.floats("/input/values"),
                Published.floats("/input/old_values"),
                Published.floats("/expected/returns"),
                dValues);
    assertEquals(Published.number("/expected/value/loss"), result.loss(), 1e-6);
    assertEquals(Published.number("/expected/value/clip_fraction"), result.clipFraction(), 1e-6);
    assertArrayEquals(Published.floats("/expected/value/d_values"), dValues, 1e-6f);
  }

  @Test
  void aGuessThatWentTooFarTowardsTheReturnHasNoGradient() {
    assertEquals(0.5 * 0.8 * 0.8, one(0.5f, 0, 1).loss(), 1e-6);
    assertEquals(0, gradient[0]);
    assertEquals(1, one(0.5f, 0, 1).clipFraction());
  }

  @Test
  void aGuessThatWentTheWrongWayIsPulledBackInFull() {
    assertEquals(0.5 * 1.5 * 1.5, one(-0.5f, 0, 1).loss(), 1e-6);
    assertEquals(-1.5, gradient[0], 1e-6);
    assertEquals(0, one(-0.5f, 0, 1).clipFraction());
  }

  @Test
  void anUnmovedGuessHasHalfItsSquaredError() {
    assertEquals(0.5 * 4, one(1, 1, 3).loss(), 1e-9);
    assertEquals(-2, gradient[0], 1e-6);
  }

  @Test
  void gradientsAgreeWithFiniteDifferencesAwayFromTheClip() {
    float h = 0x1p-10f;
    qt().forAll(sixteenths(), sixteenths())
        .assuming((v, r) -> away(v, 0.2f) && away(v, -0.2f) && away(Math.abs(v - r), 0))
        .assuming((v, r) ->
            away(Math.abs(Math.clamp(v, -0.2f, 0.2f) - r), Math.abs(v - r)) || Math.abs(v) < 0.2f)
        .checkAssert((value, target) -> {
          double up = one(value + h, 0, target).loss();
          double down = one(value - h, 0, target).loss();
          one(value, 0, target);
          assertEquals((up - down) / (2 * h), gradient[0], 1e-5);
        });
  }

  @Test
  void aClipRangeOfZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ClippedValueLoss(0));
  }

  private static Gen<Float> sixteenths() {
    return floats().between(-2f, 2f).map(x -> Math.round(x * 16) / 16f);
  }

  private static boolean away(float a, float b) {
    return Math.abs(a - b) > 0x1p-9f;
  }
}

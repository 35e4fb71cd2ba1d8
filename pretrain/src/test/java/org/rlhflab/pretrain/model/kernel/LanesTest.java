package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void theExponentialIsWithinTwoInTenMillionOfTheTrueOne() {
    int steps = 700_000;
    double worst = 0;
    for (int i = 0; i <= steps; i++) {
      float x = (float) (-87 + 175.0 * i / steps);
      double exact = Math.exp(x);
      worst = Math.max(worst, Math.abs(Lanes.exp(x) - exact) / exact);
    }
    assertTrue(worst < 2e-7, "relative error " + worst);
  }

  @Test
  void everyLaneOfTheExponentialHasTheBitsOfTheScalarOne() {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[NativeArray.LANES];
    for (int round = 0; round < 20_000; round++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (-100 + 200 * random.nextDouble());
      }
      FloatVector e = Lanes.exp(FloatVector.fromArray(NativeArray.SPECIES, x, 0));
      for (int i = 0; i < x.length; i++) {
        assertEquals(
            Float.floatToRawIntBits(Lanes.exp(x[i])),
            Float.floatToRawIntBits(e.lane(i)),
            "exp of " + x[i]);
      }
    }
  }

  @Test
  void argumentsBeyondTheRangeAreClampedToIt() {
    assertEquals(1f, Lanes.exp(0f));
    assertEquals(1f, Lanes.exp(-0f));
    for (float x : new float[] {-88, -1e30f, Float.NEGATIVE_INFINITY}) {
      assertEquals(Lanes.exp(-87f), Lanes.exp(x));
      assertEquals(Lanes.exp(-87f), Lanes.exp(Lanes.broadcast(x)).lane(0));
    }
    for (float x : new float[] {89, 1e30f, Float.POSITIVE_INFINITY}) {
      assertEquals(Lanes.exp(88f), Lanes.exp(x));
      assertEquals(Lanes.exp(88f), Lanes.exp(Lanes.broadcast(x)).lane(0));
    }
  }

  @Test
  void theLogarithmIsWithinTwoInTenMillionOfTheTrueOne() {
    double worst = 0;
    for (int i = 0; i <= 700_000; i++) {
      float x = (float) Math.exp(-87 + 175.0 * i / 700_000);
      double exact = Math.log(x);
      worst = Math.max(worst, Math.abs(Lanes.log(x) - exact) / Math.max(0.5, Math.abs(exact)));
    }
    assertTrue(worst < 2e-7, "relative error " + worst);
    assertEquals(0f, Lanes.log(1f));
  }

  @Test
  void everyLaneOfTheLogarithmHasTheBitsOfTheScalarOne() {
    SplittableRandom random = new SplittableRandom(3);
    float[] x = new float[NativeArray.LANES];
    for (int round = 0; round < 20_000; round++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) Math.exp(-87 + 175 * random.nextDouble());
      }
      FloatVector l = Lanes.log(FloatVector.fromArray(NativeArray.SPECIES, x, 0));
      for (int i = 0; i < x.length; i++) {
        assertEquals(
            Float.floatToRawIntBits(Lanes.log(x[i])),
            Float.floatToRawIntBits(l.lane(i)),
            "log of " + x[i]);
      }
    }
  }

  @Test
  void aSumTakesEveryLaneOnce() {
    // Powers of two: every subset of lanes has another sum, and all are exact.
    float[] powers = new float[NativeArray.LANES];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = 1 << i;
    }
    float sum = Lanes.sum(FloatVector.fromArray(NativeArray.SPECIES, powers, 0));
    assertEquals((1 << NativeArray.LANES) - 1, sum);
  }

  @Test
  void aSumAddsHalvesToHalves() {
    // The order is part of the promise: results have the same bytes cold and warm.
    float[] values = new float[NativeArray.LANES];
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 1000; round++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      float[] halves = values.clone();
      for (int half = values.length / 2; half >= 1; half /= 2) {
        for (int i = 0; i < half; i++) {
          halves[i] += halves[i + half];
        }
      }
      assertEquals(halves[0], Lanes.sum(FloatVector.fromArray(NativeArray.SPECIES, values, 0)));
    }
  }
}

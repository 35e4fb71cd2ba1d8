package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.lists;

import java.util.List;
import org.junit.jupiter.api.Test;

class WhiteningTest {
  @Test
  void independentlyComputedAdvantagesAgree() {
    float[] shifted = Published.floats("/expected/advantages");
    new Whitening(true).apply(shifted);
    assertArrayEquals(Published.floats("/expected/whitened"), shifted, 1e-6f);
    float[] kept = Published.floats("/expected/advantages");
    new Whitening(false).apply(kept);
    assertArrayEquals(Published.floats("/expected/whitened_mean_kept"), kept, 1e-6f);
  }

  // Mutation to try: divide by the number of values, not by one less: (-1, 1) would come out.
  @Test
  void theVarianceIsTheUnbiasedOne() {
    float[] x = {1, 3};
    new Whitening(true).apply(x);
    assertArrayEquals(new float[] {-0.70710677f, 0.70710677f}, x, 1e-6f);
  }

  @Test
  void keepingTheMeanKeepsIt() {
    float[] x = {1, 3};
    new Whitening(false).apply(x);
    assertArrayEquals(new float[] {2 - 0.70710677f, 2 + 0.70710677f}, x, 1e-6f);
  }

  @Test
  void shiftAndScaleOfTheInputMakeNoDifference() {
    qt().forAll(
            lists().of(doubles().between(-2, 2)).ofSizeBetween(3, 40),
            doubles().between(-5, 5),
            doubles().between(0.5, 20))
        .assuming((x, shift, scale) -> deviation(x) > 0.1)
        .checkAssert((x, shift, scale) -> {
          float[] plain = floats(x, 0, 1);
          float[] moved = floats(x, shift, scale);
          new Whitening(true).apply(plain);
          new Whitening(true).apply(moved);
          assertArrayEquals(plain, moved, 1e-4f);
        });
  }

  @Test
  void equalValuesBecomeZerosNotInfinities() {
    float[] x = {0.3f, 0.3f, 0.3f};
    new Whitening(true).apply(x);
    assertArrayEquals(new float[3], x, 1e-3f);
  }

  @Test
  void aSingleValueHasNoVariance() {
    assertThrows(IllegalArgumentException.class, () -> new Whitening(true).apply(new float[1]));
  }

  private static float[] floats(List<Double> x, double shift, double scale) {
    float[] values = new float[x.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (x.get(i) * scale + shift);
    }
    return values;
  }

  private static double deviation(List<Double> x) {
    double mean = x.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return Math.sqrt(x.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}

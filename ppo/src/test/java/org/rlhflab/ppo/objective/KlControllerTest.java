package org.rlhflab.ppo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KlControllerTest {
  @Test
  void independentlyComputedCoefficientsAgree() {
    float[] expected = Published.floats("/expected/adaptive/coefficients");
    KlController controller = new KlController.Adaptive(0.05, 6, 10_000);
    for (int i = 0; i < 4; i++) {
      float[] step = Published.floats("/expected/adaptive/steps/" + i);
      controller = controller.after(step[0], (int) step[1]);
      assertEquals(expected[i + 1], controller.coefficient(), 1e-6, "after step " + i);
    }
  }

  @Test
  void klAtTheTargetMovesNothing() {
    assertEquals(0.05, new KlController.Adaptive(0.05, 6, 100).after(6, 64).coefficient());
  }

  @Test
  void aHundredTimesTheTargetRaisesNoMoreThanTheClipAllows() {
    double after = new KlController.Adaptive(1, 6, 1_000).after(600, 100).coefficient();
    assertEquals(1 + 0.2 * 100 / 1_000, after, 1e-12);
  }

  @Test
  void aFixedCoefficientStays() {
    assertEquals(0.05, new KlController.Fixed(0.05).after(99, 64).coefficient());
  }

  @Test
  void aTargetOfZeroIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KlController.Adaptive(0.1, 0, 10));
  }
}

package org.rlhflab.ppo.lab.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.lab.annotation.RubricAnchors.Anchored;
import org.rlhflab.ppo.report.SmallRun;

class RubricAnchorsTest {
  @Test
  void everyDimensionOfTheShippedGuidelineHasFiveAnchors() {
    List<Anchored> found = RubricAnchors.read(SmallRun.DATA.resolve("rubric.md")).dimensions();
    assertEquals(7, found.size());
    for (Anchored each : found) {
      assertEquals(
          List.of(5, 4, 3, 2, 1),
          each.anchors().stream().map(RubricAnchors.Anchor::mark).toList(),
          each.key());
    }
    assertEquals(
        "The core is right and nothing is false.", found.getFirst().anchors().getFirst().text());
  }

  @Test
  void aGuidelineWithoutADimensionIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            RubricAnchors.of(
                List.of("### Tone (weight 0.05): is it civil?", "| 5 | Nothing rude. |")));
  }
}

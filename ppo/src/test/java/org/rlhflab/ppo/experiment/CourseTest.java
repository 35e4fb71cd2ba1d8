package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.pretrain.stage.BadInput;

class CourseTest {
  @Test
  void anArmWithoutAPolicyEndsWithItsRewardModel() {
    assertEquals(Step.POLICY, Course.DEFAULTS.last());
    assertEquals(Step.REWARD, new Course(1, 1, false).last());
  }

  @Test
  void whatCannotBeMadeTogetherIsRefused() {
    for (int[] wrong : List.of(new int[] {0, 1, 1}, new int[] {1, 0, 1}, new int[] {2, 2, 1})) {
      assertThrows(
          IllegalArgumentException.class, () -> new Course(wrong[0], wrong[1], wrong[2] == 1));
    }
    assertThrows(IllegalArgumentException.class, () -> new Course(2, 1, false));
    assertThrows(IllegalArgumentException.class, () -> new Course(1, 2, false));
  }

  @Test
  void roundsNeedSomebodyWhoLabels() {
    Labels file = new Labels.Given(Path.of("mine.jsonl"), Set.of());
    String message =
        assertThrows(BadInput.class, () -> new Course(1, 2, true).check("mine", file)).getMessage();
    assertTrue(message.contains("arm mine"), message);
    new Course(1, 2, true).check("people", new Labels.Fresh("people", List.of(), Set.of()));
    new Course(1, 1, true).check("mine", file);
  }
}

package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.reward.annotator.AnnotatorFile;
import tools.jackson.databind.JsonNode;

class LabelsPowerCommandTest {
  private static LabelPower power() {
    return LabelPower.of(
        GoldTaskPool.CLEAR,
        AnnotatorFile.read(TinyRun.DATA.annotators("careful")),
        AnnotatorFile.read(TinyRun.DATA.annotators("careless")),
        10,
        2,
        0.9,
        7,
        Progress.NONE);
  }

  @Test
  void theTablesFitEightyColumnsAndTheDocumentHasItsKeys() {
    LabelPower power = power();
    String text = String.join("\n", PowerTable.of(power));
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    JsonNode json = Json.tree(power);
    assertEquals(4, json.get("coverage").get("rows").size());
    assertEquals(36, json.get("flags").get("rows").size());
    assertTrue(json.get("flags").get("rows").get(0).get("found").get("hi").isNumber());
  }

  @Test
  void goldTasksComeFromPairsThatTheWorldCanJudge() {
    assertTrue(GoldTaskPool.CLEAR.stream().allMatch(it -> Math.abs(it.goldDifference()) >= 0.5));
    BadInput refused =
        assertThrows(BadInput.class, () -> LabelPower.clear(List.of(), TinyRun.WORLD));
    assertTrue(String.valueOf(refused.getMessage()).contains("at least 100"), refused.toString());
    assertThrows(BadInput.class, () -> LabelPower.check(0, 10));
    assertThrows(BadInput.class, () -> LabelPower.check(10, 1));
  }
}

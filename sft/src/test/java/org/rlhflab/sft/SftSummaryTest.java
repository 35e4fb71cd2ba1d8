package org.rlhflab.sft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Json;

class SftSummaryTest {

  @Test
  void aSummaryWithOrWithoutHeldOutPromptsIsReadBackAsItWasWritten() {
    for (OptionalDouble heldOut : List.of(OptionalDouble.of(0.75), OptionalDouble.empty())) {
      SftSummary summary = new SftSummary(0.5, heldOut, 100, 3);
      String json = Json.MAPPER.writeValueAsString(summary);
      assertEquals(summary, Json.MAPPER.readValue(json, SftSummary.class), json);
    }
  }
}

package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.Labels;

class RationaleSpecificityTest {
  private static Preference because(String rationale) {
    return Labels.at(
        Labels.by(
            "ann",
            "What is a stack in a program?",
            "A stack in a program gives back the last item first.",
            "Great question! Stacks are widely used."),
        1,
        rationale);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It says \"gives back the last item\", as it is.|true",
        "The other pads: \"Great question!\" says nothing.|true",
        "it tells that it gives back the last item|true",
        "It felt right.|false",
        "It is better on what a stack in a program is.|false",
        "It says \"queues are faster\".|false",
        "\"program\"|false"
      })
  void aReasonIsSpecificIfItCitesAResponse(String rationale, boolean specific) {
    assertEquals(specific, RationaleSpecificity.isSpecific(because(rationale)), rationale);
  }

  @Test
  void theShareIsOfWrittenReasonsAndEmptyWithoutAny() {
    List<Preference> labels =
        List.of(because("gives back the last item"), because("Better."), because(""));
    assertEquals(0.5, RationaleSpecificity.share(labels).orElseThrow());
    assertTrue(RationaleSpecificity.share(List.of(because(""))).isEmpty());
  }
}

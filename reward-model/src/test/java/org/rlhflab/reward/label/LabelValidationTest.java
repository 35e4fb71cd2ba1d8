package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelValidationTest {
  private static final String A_OVER_B = label("ann", "a", "b", "");
  private static final String B_OVER_A = label("ann", "b", "a", "");

  @TempDir Path folder;

  private static String label(String who, String chosen, String rejected, String more) {
    return "{\"prompt\":\"Q?\",\"chosen\":\"%s\",\"rejected\":\"%s\",\"annotator\":\"%s\"%s}"
        .formatted(chosen, rejected, who, more);
  }

  private LabelValidation validate(String... lines) throws IOException {
    return LabelValidation.of(
        Files.writeString(folder.resolve("l.jsonl"), String.join("\n", lines)));
  }

  @Test
  void theSameLabelTwiceIsADuplicateOnce() throws IOException {
    assertEquals(1, validate(A_OVER_B, A_OVER_B).duplicates());
    assertEquals(0, validate(A_OVER_B, A_OVER_B).contradictions());
  }

  @Test
  void theOppositeLabelIsAContradictionAndNoDuplicate() throws IOException {
    assertEquals(1, validate(A_OVER_B, B_OVER_A).contradictions());
    assertEquals(0, validate(A_OVER_B, B_OVER_A).duplicates());
  }

  @Test
  void otherPeopleAndOtherCriteriaAreNeither() throws IOException {
    LabelValidation validation =
        validate(
            A_OVER_B,
            label("bob", "b", "a", ""),
            label("ann", "b", "a", ",\"criterion\":\"tone\""));
    assertEquals(0, validation.contradictions() + validation.duplicates());
  }

  @Test
  void aMarkedRepeatIsNoDuplicateButMayContradict() throws IOException {
    String repeat = ",\"repeat_of\":\"x\"";
    assertEquals(0, validate(A_OVER_B, label("ann", "a", "b", repeat)).duplicates());
    assertEquals(1, validate(A_OVER_B, label("ann", "b", "a", repeat)).contradictions());
  }

  @Test
  void badTiedAndIdenticalLabelsAreCounted() throws IOException {
    LabelValidation validation =
        validate(
            A_OVER_B,
            "{}",
            "nonsense",
            label("ann", "c", "d", ",\"tie\":true"),
            label("ann", "e", "e", ""));
    assertEquals(5, validation.records());
    assertEquals(2, validation.bad());
    assertEquals(1, validation.ties());
    assertEquals(1, validation.identical());
    assertTrue(validation.problems().getFirst().contains("l.jsonl:2:"));
  }

  @Test
  void ofRatingsTheSameMarksAgainAreADuplicateAndOthersAContradiction() throws IOException {
    String rating =
        "{\"prompt\":\"Q?\",\"response\":\"a\",\"annotator\":\"ann\",\"ratings\":{\"tone\":4}}";
    LabelValidation validation = validate(rating, rating, rating.replace("ann", "bob"));
    assertEquals("ratings", validation.kind());
    assertEquals(1, validation.duplicates());
    assertEquals(0, validation.contradictions() + validation.bad());
    assertEquals(1, validate(rating, rating.replace("4}", "5}")).contradictions());
  }

  @Test
  void aPreferenceAmongRatingsIsABadLineAndTheOtherWayRound() throws IOException {
    String rating = "{\"prompt\":\"Q?\",\"response\":\"a\",\"ratings\":{\"tone\":4}}";
    assertTrue(validate(rating, A_OVER_B).problems().getFirst().contains("every rating needs"));
    assertTrue(validate(A_OVER_B, rating).problems().getFirst().contains("\"chosen\" is missing"));
    assertEquals("preferences", validate(A_OVER_B, rating).kind());
  }

  @Test
  void bytesAreTheFilesOwn() throws IOException {
    assertEquals(A_OVER_B.length(), validate(A_OVER_B).bytes());
  }
}

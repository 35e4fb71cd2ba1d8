package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.Progress;

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
    assertTrue(validate(rating, A_OVER_B).problems().getFirst().contains("is in the form trl"));
    assertTrue(validate(A_OVER_B, rating).problems().getFirst().contains("is in the form ratings"));
    assertEquals("preferences", validate(A_OVER_B, rating).kind());
  }

  @Test
  void bytesAreTheFilesOwn() throws IOException {
    assertEquals(A_OVER_B.length(), validate(A_OVER_B).bytes());
  }

  @Test
  void aContradictionIsNamedWithBothLines() throws IOException {
    LabelValidation found = validate(A_OVER_B, label("bob", "a", "b", ""), B_OVER_A, B_OVER_A);
    assertEquals(1, found.contradictions());
    assertEquals(1, found.unmarkedContradictions());
    assertEquals(1, found.duplicates());
    assertTrue(found.doubts().getFirst().contains("l.jsonl:3: contradicts line 1"));
    String marked = label("ann", "b", "a", ",\"repeat_of\":\"x\"");
    assertEquals(0, validate(A_OVER_B, marked).unmarkedContradictions());
  }

  @Test
  void lengthsAndEmptyFieldsAreCounted() throws IOException {
    LabelValidation found =
        validate(label("ann", "one two three", "one", ""), label("ann", " ", "b", ""));
    assertEquals(1, found.empty());
    assertEquals(3, found.chosenWords().median());
    assertEquals(1, found.rejectedWords().most());
  }

  @Test
  void annotatorsThatNoProfileKnowsAreBad() throws IOException {
    LabelValidation.Expectation onlyBob =
        new LabelValidation.Expectation(Set.of("bob"), Optional.empty());
    Path file =
        Files.writeString(
            folder.resolve("l.jsonl"), A_OVER_B + "\n" + label("bob", "a", "b", "") + "\n");
    LabelValidation found = LabelValidation.of(file, onlyBob, (_, _, _) -> {}, Progress.NONE);
    assertEquals(1, found.bad());
    assertTrue(found.problems().getFirst().contains(":1: the annotator \"ann\" is not in"));
  }

  @Test
  void tokensBeyondAContextAreCounted() throws IOException {
    LabelValidation.Expectation ten =
        new LabelValidation.Expectation(
            Set.of(),
            Optional.of(
                new TokensBeyondContext.Counter(10, (prompt, response) -> response.length())));
    Path file =
        Files.writeString(
            folder.resolve("l.jsonl"),
            label("ann", "twelve chars", "ten chars.", "") + "\n" + label("ann", "a", "b", ""));
    LabelValidation found = LabelValidation.of(file, ten, (_, _, _) -> {}, Progress.NONE);
    assertEquals(Optional.of(new TokensBeyondContext(10, 1, 2, 12)), found.tokens());
  }

  @Test
  void linesOfAnotherFormAreBad() throws IOException {
    LabelValidation found =
        validate(
            A_OVER_B,
            "{\"chosen\":\"The sky is blue.\",\"rejected\":\"The sky is green.\"}",
            B_OVER_A);
    assertEquals(1, found.bad());
    assertTrue(found.problems().getFirst().contains(":2: is in the form trl-implicit"));
  }
}

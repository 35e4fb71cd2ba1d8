package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.label.Preference;

// The tokenizer has single bytes only: a token for each character.
class EncodedResponseTest {
  private static final Tokenizer BYTES = Tokenizer.train(List.of("abc"), 258);

  private static String text(EncodedResponse response) {
    return BYTES.decode(response.tokens());
  }

  @Test
  void whatFitsIsWhole() {
    EncodedResponse response = EncodedResponse.of(BYTES, "Sky?", "Blue.", 32);
    assertEquals("Q: Sky?\nA: Blue.", text(response));
    assertEquals("Q: Sky?\nA:".length(), response.first());
    assertEquals(" Blue.".length() + 1, response.length());
  }

  @Test
  void aLongQuestionLosesItsBeginningSoThatTheAnswerStays() {
    EncodedResponse response = EncodedResponse.of(BYTES, "x".repeat(100), "Blue.", 32);
    assertEquals("x".repeat(22) + "\nA: Blue.", text(response));
    assertEquals(32, response.tokens().length);
    assertEquals(25, response.first());
  }

  @Test
  void aLongAnswerLeavesHalfTheContextToTheQuestion() {
    EncodedResponse response = EncodedResponse.of(BYTES, "x".repeat(100), "y".repeat(100), 32);
    assertEquals("x".repeat(13) + "\nA: " + "y".repeat(15), text(response));
    assertEquals(16, response.first());
    assertArrayEquals(
        Arrays.copyOf(EncodedResponse.of(BYTES, "Q", "y".repeat(100), 200).tokens(), 32),
        EncodedResponse.of(BYTES, "Q", "y".repeat(100), 32).tokens());
  }

  @Test
  void labelsThatAreCutAndThoseThatBecomeAlikeAreCounted() {
    List<Preference> labels =
        List.of(
            Preference.of("Sky?", "Blue.", "Green."),
            Preference.of("Sky?", "y".repeat(50) + "a", "z"),
            Preference.of("Sky?", "y".repeat(50) + "a", "y".repeat(50) + "b"));
    assertEquals(new CutLabels(2, 1), CutLabels.of(labels, BYTES, 32));
  }
}

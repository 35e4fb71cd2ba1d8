package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctNTest {
  /// Counted by hand: 8 words, of which the, cat, sat, on, mat and ran differ; 6 pairs, of which
  /// "the cat" is there twice.
  @Test
  void differentWordsAndPairsAreCountedOverAllAnswers() {
    List<String> answers = List.of("The cat sat on mat", "the cat  ran ");
    assertEquals(6.0 / 8, DistinctN.of(answers, 1), 1e-15);
    assertEquals(5.0 / 6, DistinctN.of(answers, 2), 1e-15);
  }

  @Test
  void thePairThatTwoAnswersMeetInIsNobodys() {
    assertEquals(1, DistinctN.of(List.of("a b", "c d"), 2), 0);
    assertEquals(1, DistinctN.of(List.of("a b", "b c"), 2), 0);
  }

  @Test
  void oneAnswerSaidTwiceIsHalfAsVaried() {
    assertEquals(0.5, DistinctN.of(List.of("a b c", "a b c"), 2), 1e-15);
  }

  @Test
  void withoutWordsThereIsNothing() {
    assertEquals(0, DistinctN.of(List.of("", " "), 1), 0);
    assertEquals(0, DistinctN.of(List.of("alone"), 2), 0);
    assertThrows(IllegalArgumentException.class, () -> DistinctN.of(List.of("a"), 0));
  }
}

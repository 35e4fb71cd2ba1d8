package org.rlhflab.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void marksAndCapitalsAreNoPartOfAWord() {
    assertEquals(
        List.of("don't", "stop", "well-known"), Words.of(" \"Don't stop\", (well-known)!"));
  }

  @Test
  void oneLetterAddedLeftOutReplacedOrTwoExchangedIsOneLetterOff() {
    assertTrue(Words.oneLetterOff("queue", "queues"));
    assertTrue(Words.oneLetterOff("queue", "quue"));
    assertTrue(Words.oneLetterOff("queue", "quexe"));
    assertTrue(Words.oneLetterOff("queue", "quuee"));
    assertTrue(Words.oneLetterOff("stack", "tsack"));
  }

  @Test
  void theSameWordOrTwoLettersOffIsNot() {
    assertFalse(Words.oneLetterOff("queue", "queue"));
    assertFalse(Words.oneLetterOff("queue", "quxxe"));
    assertFalse(Words.oneLetterOff("queue", "que"));
    assertFalse(Words.oneLetterOff("abcd", "badc"));
  }

  @Test
  void wordsThatCanTurnAMeaningRoundCarryContent() {
    List<String> words = List.of("not", "no", "from", "or", "without", "never", "before", "more");
    assertEquals(words, Words.content(words));
  }

  @Test
  void consonantsAloneLookLikeNoWord() {
    assertTrue(Words.looksLikeAWord("grandmother"));
    assertTrue(Words.looksLikeAWord("1648"));
    assertFalse(Words.looksLikeAWord("xqrtz"));
    assertFalse(Words.looksLikeAWord("a5b"));
  }
}

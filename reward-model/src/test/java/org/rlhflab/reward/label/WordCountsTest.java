package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordCountsTest {
  private static int words(String text) {
    return WordCounts.words(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wordsAreWhatStandsBetweenBlanks() {
    assertEquals(0, words(""));
    assertEquals(0, words(" \n\t  \r\n       "));
    assertEquals(1, words("a"));
    assertEquals(3, words("  Light is\nscattered. "));
    assertEquals(2, words("na\u00efve caf\u00e9"));
    assertEquals(2, words("abcdefgh ijk"));
    assertEquals(1, words("abcdefghijk"));
  }

  @Test
  void eightBytesAtATimeCountAsOneAtATimeDoes() {
    qt().forAll(
            lists()
                .of(arbitrary().pick("a", "!", " ", "\n", "\u00e9", "\0", "~", "\u007f"))
                .ofSizeBetween(0, 40))
        .checkAssert(letters -> {
          String text = String.join("", letters);
          int expected = 0;
          boolean inside = false;
          for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = b < 0 || b > ' ';
            expected += letter && !inside ? 1 : 0;
            inside = letter;
          }
          assertEquals(expected, words(text), text);
        });
  }

  @Test
  void quantilesAreTheSmallestCountsThatCoverTheirShare() {
    WordCounts.Histogram histogram = new WordCounts.Histogram();
    for (int i = 1; i <= 100; i++) {
      histogram.add("w ".repeat(i).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(new WordCounts(50.5, 1, 5, 25, 50, 75, 95, 100), histogram.counts());
  }
}

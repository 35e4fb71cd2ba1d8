package org.rlhflab.pretrain.ngram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NGramCountsTest {
  private static final int END = 0;
  private static final int A = 1;
  private static final int B = 2;

  @Test
  void theHighestOrderCountsOccurrencesAndShorterOnesWhatStandsBefore() {
    // E a b E, E a b E, E b E
    NGramCounts counts = count(2, new int[] {A, B}, new int[] {A, B}, new int[] {B});
    assertEquals(2, counts.count(A, B));
    assertEquals(3, counts.count(B, END));
    assertEquals(2, counts.count(END, A));
    assertEquals(1, counts.count(A)); // after E
    assertEquals(2, counts.count(B)); // after a, after E
    assertEquals(1, counts.count(END)); // after b
  }

  @Test
  void anNGramAtADocumentsBeginningKeepsItsOccurrences() {
    NGramCounts counts = count(3, new int[] {A, B}, new int[] {A, B});
    assertEquals(2, counts.count(END, A));
    assertEquals(1, counts.count(A, B));
    assertEquals(1, counts.count(B, END));
  }

  @Test
  void noNGramReachesIntoTheNextDocument() {
    NGramCounts counts = count(3, new int[] {A}, new int[] {B});
    assertEquals(0, counts.count(A, END, B));
    assertEquals(1, counts.count(END, A, END));
    assertEquals(0, counts.count(A, B));
  }

  @Test
  void unigramsAloneAreCountedPlainly() {
    NGramCounts counts = count(1, new int[] {A, A, B}, new int[] {A});
    assertEquals(3, counts.count(A));
    assertEquals(1, counts.count(B));
    assertEquals(2, counts.count(END));
    assertArrayEquals(new long[] {0, 1, 1, 1, 0}, counts.countsOfCounts(1));
  }

  @Test
  void wrongOrdersAndTokensAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> count(0, new int[] {A}));
    assertThrows(IllegalArgumentException.class, () -> count(6, new int[] {A}));
    assertThrows(IllegalArgumentException.class, () -> count(2, new int[] {3}));
    assertThrows(IllegalArgumentException.class, () -> count(2, new int[] {-1}));
    assertThrows(IllegalArgumentException.class, () -> count(2, new int[] {A, END, A}));
  }

  private static NGramCounts count(int order, int[]... documents) {
    return NGramCounts.of(List.of(documents), order, 3, END);
  }
}

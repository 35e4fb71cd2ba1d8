package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenSequencesTest {

  @Test
  void sequencesLieEndToEnd() {
    TokenSequences batch = TokenSequences.of(List.of(new int[] {5, 6, 7}, new int[] {8}));
    assertArrayEquals(new int[] {5, 6, 7, 8}, batch.tokens());
    assertArrayEquals(new int[] {0, 3, 4}, batch.starts());
    assertEquals(4, batch.rows());
    assertEquals(2, batch.count());
    assertEquals(3, batch.length(0));
    assertEquals(1, batch.length(1));
  }

  @Test
  void emptySequencesAndWrongStartsAreRefused() {
    int[] tokens = {1, 2, 3};
    for (int[] starts : new int[][] {{}, {0}, {0, 2}, {1, 3}, {0, 0, 3}, {0, 3, 3}, {0, 4, 3}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new TokenSequences(tokens, starts),
          java.util.Arrays.toString(starts));
    }
  }

  @Test
  void theCutFallsNearestTheMiddleBetweenWholeGroups() {
    TokenSequences batch = lengths(1, 1, 1, 7, 3, 3);
    assertEquals(4, batch.middle(1), "10 tokens before, 6 after; one earlier it is 3 and 13");
    assertEquals(4, batch.middle(2));
    assertEquals(3, batch.middle(3), "only 3 is allowed");
    assertEquals(0, lengths(7).middle(1), "one sequence cannot be cut");
    assertEquals(0, lengths(3, 4).middle(2), "nor one group");
  }

  private static TokenSequences lengths(int... lengths) {
    return TokenSequences.of(IntStream.of(lengths).mapToObj(int[]::new).toList());
  }
}

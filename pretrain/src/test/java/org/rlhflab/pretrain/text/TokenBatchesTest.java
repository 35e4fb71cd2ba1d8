package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.text.TokenBatches.Plan;

class TokenBatchesTest {
  private static final int END = 0;

  /// 9 documents of 1 to 9 tokens: 10 10, 20 20 20, ... with their ends 54 tokens.
  private static final List<int[]> DOCUMENTS =
      IntStream.rangeClosed(1, 9)
          .mapToObj(i -> IntStream.generate(() -> 10 * i).limit(i).toArray())
          .toList();

  @Test
  void anEpochHoldsEveryDocumentOnceFollowedByItsEnd() {
    TokenBatches batches = new TokenBatches(DOCUMENTS, END, new Plan(2, 9, 54, 7));
    assertEquals(54, batches.epochTokens());
    assertEquals(3, batches.count());
    int[] row = flat(batches);
    assertEquals(END, row[53]);
    int[] expected =
        IntStream.concat(IntStream.generate(() -> END).limit(9), tokens()).sorted().toArray();
    assertArrayEquals(expected, Arrays.stream(row).sorted().toArray());
    for (int i = 1; i < row.length; i++) {
      boolean goesOn = row[i] == row[i - 1];
      assertEquals(row[i] != END && row[i - 1] != END, goesOn, "at " + i);
    }
  }

  @Test
  void everyEpochHasAnOrderOfItsOwn() {
    int[] row = flat(new TokenBatches(DOCUMENTS, END, new Plan(1, 54, 108, 7)));
    int[] first = Arrays.copyOf(row, 54);
    int[] second = Arrays.copyOfRange(row, 54, 108);
    assertFalse(Arrays.equals(first, second));
    assertArrayEquals(
        Arrays.stream(first).sorted().toArray(), Arrays.stream(second).sorted().toArray());
  }

  @Test
  void aBatchDependsOnItsPositionAlone() {
    Plan plan = new Plan(3, 7, 400, 7);
    TokenBatches inOrder = new TokenBatches(DOCUMENTS, END, plan);
    int[][][] all = new int[(int) inOrder.count()][][];
    for (int i = 0; i < all.length; i++) {
      all[i] = inOrder.batch(i);
    }
    TokenBatches backwards = new TokenBatches(DOCUMENTS, END, plan);
    for (int i = all.length - 1; i >= 0; i--) {
      assertArrayEquals(all[i], backwards.batch(i), "batch " + i);
    }
    Iterator<int[][]> resumed = new TokenBatches(DOCUMENTS, END, plan).from(13);
    assertArrayEquals(all[13], resumed.next());
    assertArrayEquals(all[14], resumed.next());
  }

  @Test
  void sequencesOfAnotherShapeReadTheSameRow() {
    int[] wide = flat(new TokenBatches(DOCUMENTS, END, new Plan(1, 100, 300, 7)));
    int[] narrow = flat(new TokenBatches(DOCUMENTS, END, new Plan(5, 6, 300, 7)));
    assertArrayEquals(wide, narrow);
  }

  @Test
  void anotherSeedIsAnotherOrder() {
    int[] seven = flat(new TokenBatches(DOCUMENTS, END, new Plan(1, 54, 54, 7)));
    int[] eight = flat(new TokenBatches(DOCUMENTS, END, new Plan(1, 54, 54, 8)));
    assertFalse(Arrays.equals(seven, eight));
  }

  @Test
  void aCorpusShorterThanASequenceIsReadSeveralTimes() {
    List<int[]> tiny = List.of(new int[] {5}, new int[0]);
    int[][] batch = new TokenBatches(tiny, END, new Plan(1, 7, 7, 7)).batch(0);
    assertEquals(2, Arrays.stream(batch[0], 0, 6).filter(token -> token == 5).count());
  }

  @Test
  void theLastBatchIsFull() {
    assertEquals(4, new Plan(2, 10, 61, 7).batches());
    assertEquals(3, new Plan(2, 10, 60, 7).batches());
  }

  @Test
  void positionsOutsideThePlanAndEmptyPlansAreRefused() {
    TokenBatches batches = new TokenBatches(DOCUMENTS, END, new Plan(2, 9, 54, 7));
    assertThrows(IllegalArgumentException.class, () -> batches.batch(3));
    assertThrows(IllegalArgumentException.class, () -> batches.batch(-1));
    assertThrows(NoSuchElementException.class, () -> batches.from(3).next());
    assertThrows(IllegalArgumentException.class, () -> new Plan(0, 9, 54, 7));
    assertThrows(IllegalArgumentException.class, () -> new Plan(1, 1, 54, 7));
    Plan plan = new Plan(1, 9, 54, 7);
    assertThrows(IllegalArgumentException.class, () -> new TokenBatches(List.of(), END, plan));
  }

  private static IntStream tokens() {
    return DOCUMENTS.stream().flatMapToInt(Arrays::stream);
  }

  private static int[] flat(TokenBatches batches) {
    Iterable<int[][]> all = () -> batches.from(0);
    IntStream.Builder tokens = IntStream.builder();
    for (int[][] batch : all) {
      Arrays.stream(batch).flatMapToInt(Arrays::stream).forEach(tokens::add);
    }
    return tokens.build().toArray();
  }
}

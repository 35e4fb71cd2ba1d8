package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.NextTokenBatch.Example;

class NextTokenBatchTest {

  @Test
  void everyPredictedTokenIsAskedOfTheRowBeforeIt() {
    // A prompt of 2 tokens whose completion is 13, 14; and a text that is predicted whole.
    Example completion = new Example(new int[] {11, 12, 13, 14}, 2);
    Example text = new Example(new int[] {21, 22, 23}, 1);

    NextTokenBatch batch = NextTokenBatch.of(List.of(completion, text));

    assertArrayEquals(new int[] {11, 12, 13, 21, 22}, batch.inputs().tokens());
    assertArrayEquals(new int[] {0, 3, 5}, batch.inputs().starts());
    assertArrayEquals(new int[] {1, 2, 3, 4}, batch.rows());
    assertArrayEquals(new int[] {13, 14, 22, 23}, batch.targets());
    assertEquals(2, completion.targets());
  }

  @Test
  void thereMustBeSomethingGivenAndSomethingToPredict() {
    for (int first : new int[] {-1, 0, 2, 3}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Example(new int[] {1, 2}, first),
          "first " + first);
    }
    assertThrows(IllegalArgumentException.class, () -> new Example(new int[] {1}, 1));
  }
}

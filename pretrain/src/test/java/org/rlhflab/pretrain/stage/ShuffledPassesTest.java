package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShuffledPassesTest {
  private static ShuffledPasses passes() {
    return new ShuffledPasses(50, new RandomStreams(7), "sft", "order");
  }

  private static int[] pass(int number) {
    ShuffledPasses passes = passes();
    return LongStream.range(50L * number, 50L * number + 50).mapToInt(passes::at).toArray();
  }

  @Test
  void everyPassHoldsEveryItemOnceInAnOrderOfItsOwn() {
    int[] sorted = pass(3);
    Arrays.sort(sorted);
    assertArrayEquals(LongStream.range(0, 50).mapToInt(i -> (int) i).toArray(), sorted);
    assertFalse(Arrays.equals(pass(3), pass(4)));
  }

  @Test
  void whatStandsAtAPlaceDoesNotDependOnWhatWasAskedBefore() {
    ShuffledPasses passes = passes();
    int here = passes.at(123);
    passes.at(7);
    assertEquals(here, passes.at(123));
    assertEquals(here, pass(2)[23]);
  }

  @Test
  void nothingCannotBeShuffled() {
    assertThrows(
        IllegalArgumentException.class, () -> new ShuffledPasses(0, new RandomStreams(7), "x"));
  }
}

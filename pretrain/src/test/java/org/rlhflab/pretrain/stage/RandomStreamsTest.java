package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  private static final int DRAWS = 100_000;

  private static double correlation(double[] x, double[] y) {
    // Both are uniform on [0, 1): mean 1/2, variance 1/12.
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - 0.5) * (y[i] - 0.5);
    }
    return 12 * sum / x.length;
  }

  private static double[] uniforms(long seed, long stream) {
    return LongStream.range(0, DRAWS)
        .mapToDouble(counter -> RandomStreams.uniform(seed, stream, counter))
        .toArray();
  }

  @Test
  void theSameNameGivesTheSameNumbers() {
    double[] first = new RandomStreams(7).stream("pretrain", "init").doubles(100).toArray();
    double[] second = new RandomStreams(7).stream("pretrain", "init").doubles(100).toArray();

    assertArrayEquals(first, second);
  }

  @Test
  void otherNamesAndOtherSeedsGiveOtherKeys() {
    long key = new RandomStreams(7).key("ab", "c");

    assertNotEquals(key, new RandomStreams(7).key("a", "bc"), "names run together");
    assertNotEquals(key, new RandomStreams(7).key("abc"), "names run together");
    assertNotEquals(key, new RandomStreams(8).key("ab", "c"), "another seed");
  }

  @Test
  void streamsOfDifferentNamesAreUncorrelated() {
    double[] init = new RandomStreams(7).stream("pretrain", "init").doubles(DRAWS).toArray();
    double[] order = new RandomStreams(7).stream("pretrain", "order").doubles(DRAWS).toArray();

    // The deviation of a correlation of n independent pairs is 1/sqrt(n): this is 4 of them.
    assertEquals(0, correlation(init, order), 4 / Math.sqrt(DRAWS));
  }

  @Test
  void neighbouringCounterStreamsAndSeedsAreUncorrelated() {
    double bound = 4 / Math.sqrt(DRAWS);

    assertEquals(0, correlation(uniforms(7, 0), uniforms(7, 1)), bound, "streams 0 and 1");
    assertEquals(0, correlation(uniforms(7, 3), uniforms(8, 3)), bound, "seeds 7 and 8");
    // A mixing that only adds would make stream 1 a shifted copy of stream 0.
    double[] shifted = new double[DRAWS];
    System.arraycopy(uniforms(7, 0), 1, shifted, 0, DRAWS - 1);
    assertEquals(0, correlation(shifted, uniforms(7, 1)), bound, "shifted by one");
  }

  @Test
  void counterDrawsFillTheUnitIntervalEvenly() {
    int cells = 100;
    int[] counts = new int[cells];
    for (double u : uniforms(7, 5)) {
      counts[(int) (u * cells)]++;
    }
    double chiSquare = 0;
    double expected = (double) DRAWS / cells;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }

    // 99 degrees of freedom: 0.01% to the left of 54.0 and to the right of 161.3 lies outside.
    assertTrue(chiSquare > 48 && chiSquare < 162, "chi-square " + chiSquare);
  }
}

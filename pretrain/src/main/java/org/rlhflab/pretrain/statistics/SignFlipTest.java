package org.rlhflab.pretrain.statistics;

import java.util.SplittableRandom;

/// Whether paired differences are centred on zero: if they are, each might as well have come with
/// the other sign.
///
/// `p = share of the 2^n ways to choose signs whose |mean| is at least the one seen`
///
/// Fisher (1935), "The Design of Experiments", section 21; exact, and without any assumption about
/// the distribution. With n differences no p-value is below 2 / 2^n: 0.06 with five seeds, 0.002
/// with ten. Above [#EXACT] differences signs are drawn, 100,000 times.
public final class SignFlipTest {
  /// Most differences for which every choice of signs is counted.
  public static final int EXACT = 16;

  private static final int DRAWS = 100_000;

  private SignFlipTest() {}

  /// The fewest differences with which so many tests, corrected together ([HolmCorrection]), could
  /// each come out below `level`, in (0, 1), if all differences point the same way.
  public static int fewest(int tests, double level) {
    if (tests < 1 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "tests must be at least 1 and the level in (0, 1), got " + tests + " and " + level);
    }
    int n = 1;
    while (tests * Math.pow(2, 1 - n) >= level) {
      n++;
    }
    return n;
  }

  /// The two-sided p-value; `seed` decides the draws, where there are any.
  public static double pValue(double[] differences, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("a test needs at least one difference, got none");
    }
    double seen = 0;
    double size = 0;
    for (double difference : differences) {
      if (!Double.isFinite(difference)) {
        throw new IllegalArgumentException("a difference must be finite, got " + difference);
      }
      seen += difference;
      size += Math.abs(difference);
    }
    // Sums of the same numbers in another order differ in their last bits.
    double least = Math.abs(seen) - 1e-12 * size;
    return differences.length <= EXACT
        ? exact(differences, least)
        : drawn(differences, least, seed);
  }

  private static double exact(double[] differences, double least) {
    int ways = 1 << differences.length;
    int asFar = 0;
    for (int signs = 0; signs < ways; signs++) {
      asFar += Math.abs(sum(differences, signs)) >= least ? 1 : 0;
    }
    return (double) asFar / ways;
  }

  /// The choice that was seen is counted among the draws, so that no p-value is 0.
  private static double drawn(double[] differences, double least, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int asFar = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      asFar += Math.abs(sum) >= least ? 1 : 0;
    }
    return (asFar + 0.0) / (DRAWS + 1);
  }

  private static double sum(double[] differences, int signs) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (signs >> i & 1) == 1 ? -differences[i] : differences[i];
    }
    return sum;
  }
}

package org.rlhflab.reward.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Chance, the same in every run: each item of each file has dice of its own.
///
/// @param random where the chance comes from
record Dice(SplittableRandom random) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /// The dice of an item of a file: its seed is the FNV-1a hash of both names, mixed with `seed`.
  static Dice of(long seed, String file, String item) {
    long hash = FNV_OFFSET;
    String name = file + '\n' + item;
    for (int c = 0; c < name.length(); c++) {
      hash = (hash ^ name.charAt(c)) * FNV_PRIME;
    }
    return new Dice(new SplittableRandom(hash ^ new SplittableRandom(seed).nextLong()));
  }

  /// True with that probability.
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// A whole number from `least` to `most`, both included.
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /// An index of a list.
  int index(List<?> list) {
    return random.nextInt(list.size());
  }

  /// One element.
  <T> T pick(List<T> list) {
    return list.get(index(list));
  }

  /// All elements in another order.
  <T> List<T> shuffled(List<T> list) {
    List<T> shuffled = new ArrayList<>(list);
    for (int last = shuffled.size() - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      T moved = shuffled.set(last, shuffled.get(other));
      shuffled.set(other, moved);
    }
    return shuffled;
  }
}

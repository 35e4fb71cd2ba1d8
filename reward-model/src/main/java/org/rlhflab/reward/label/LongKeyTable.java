package org.rlhflab.reward.label;

/// 64-bit keys with a number each, in two arrays: a million keys need 25 MB where a map of texts
/// would hold them all. Open addressing with linear probing; keys must be well mixed already (see
/// [TextHash]).
///
/// Source: Knuth, "The Art of Computer Programming" 3, 6.4, algorithm L.
final class LongKeyTable {
  private static final int FIRST_CAPACITY = 1 << 10;

  /// Stands for the key 0, which marks an empty place.
  private static final long ZERO = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[FIRST_CAPACITY];
  private int[] values = new int[FIRST_CAPACITY];
  private int size;

  /// Sets the number of a key, which must not be 0; gives the one it had, or 0.
  int put(long key, int value) {
    if (3 * (size + 1L) > 2L * keys.length) {
      grow();
    }
    int place = place(keys, key == 0 ? ZERO : key);
    int before = values[place];
    size += before == 0 ? 1 : 0;
    keys[place] = key == 0 ? ZERO : key;
    values[place] = value;
    return before;
  }

  int size() {
    return size;
  }

  private static int place(long[] keys, long key) {
    int mask = keys.length - 1;
    int place = (int) key & mask;
    while (keys[place] != 0 && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] moreKeys = new long[2 * keys.length];
    int[] moreValues = new int[moreKeys.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int place = place(moreKeys, keys[i]);
        moreKeys[place] = keys[i];
        moreValues[place] = values[i];
      }
    }
    keys = moreKeys;
    values = moreValues;
  }
}

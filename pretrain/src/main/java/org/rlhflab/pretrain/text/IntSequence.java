package org.rlhflab.pretrain.text;

import java.util.Arrays;

/// Numbers gathered one after another.
final class IntSequence {
  private int[] values;
  private int size;

  IntSequence(int expected) {
    values = new int[expected];
  }

  void addAll(int[] more) {
    if (size + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + more.length));
    }
    System.arraycopy(more, 0, values, size, more.length);
    size += more.length;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}

package org.rlhflab.pretrain.ngram;

import java.util.Arrays;

/// Token sequences as paths from a root: node 0 is the empty sequence, and a node's children are
/// the sequences that are longer by one token at the end. Nodes are numbered as they are added.
///
/// The edges lie in one table with open addressing: key `node << 32 | token`, linear probing, at
/// most half full.
final class NGramTrie {
  /// The empty sequence.
  static final int ROOT = 0;

  /// No such sequence.
  static final int NONE = -1;

  private static final long EMPTY = -1;

  private long[] keys = filled(1 << 12); // [capacity], a power of two
  private int[] children = new int[keys.length];
  private int[] parents = new int[1 << 11]; // [node]
  private byte[] depths = new byte[1 << 11]; // [node]
  private int size = 1;

  /// The child of `node` by `token`, or [#NONE].
  int child(int node, int token) {
    int slot = slot(key(node, token));
    return keys[slot] == EMPTY ? NONE : children[slot];
  }

  /// The child of `node` by `token`, which is added if it is missing; a new one has the number that
  /// [#size] gave before.
  int childOrNew(int node, int token) {
    long key = key(node, token);
    int slot = slot(key);
    if (keys[slot] != EMPTY) {
      return children[slot];
    }
    keys[slot] = key;
    children[slot] = size;
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
      depths = Arrays.copyOf(depths, 2 * size);
    }
    parents[size] = node;
    depths[size] = (byte) (depths[node] + 1);
    size++;
    if (2 * size > keys.length) {
      grow();
    }
    return size - 1;
  }

  /// Number of nodes, root included.
  int size() {
    return size;
  }

  /// The sequence without its last token.
  int parent(int node) {
    return parents[node];
  }

  /// The sequence's length.
  int depth(int node) {
    return depths[node];
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldChildren = children;
    keys = filled(2 * oldKeys.length);
    children = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        children[slot] = oldChildren[i];
      }
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    // Fibonacci hashing: the high bits of the product depend on all of the key.
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 32 ^ mixed >>> 12) & mask;
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long key(int node, int token) {
    return (long) node << 32 | token;
  }

  private static long[] filled(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    return keys;
  }
}

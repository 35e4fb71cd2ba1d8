package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.kernel.CachedAttention;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// Keys and values of every position so far, for a number of sequences, and attention over them.
final class KvCache {
  private final GptConfig config;
  private final CachedAttention attention;
  private final int sequences;
  private final NativeArray memory;

  KvCache(GptConfig config, int sequences) {
    this.config = config;
    this.sequences = sequences;
    this.attention = new CachedAttention(config.width(), config.heads(), config.context());
    this.memory = new NativeArray(attention.floats() * sequences * config.layers());
  }

  int sequences() {
    return sequences;
  }

  /// Keeps the `length` rows of a prompt's query, key and value that start at `qkv`.
  void fill(int layer, int sequence, long qkv, int length) {
    for (int t = 0; t < length; t++) {
      long row = NativeArray.offset(qkv, (long) t * 3 * config.width());
      attention.keep(row, place(layer, sequence), t);
    }
  }

  /// One new position of each of `count` sequences: keeps its key and value and attends.
  void attend(
      int layer, NativeArray qkv, NativeArray attended, int[] slots, int[] positions, int count) {
    int width = config.width();
    for (int i = 0; i < count; i++) {
      long row = qkv.at((long) i * 3 * width);
      long place = place(layer, slots[i]);
      attention.keep(row, place, positions[i]);
      attention.forward(row, place, positions[i], attended.at((long) i * width));
    }
  }

  private long place(int layer, int sequence) {
    return memory.at(attention.floats() * ((long) layer * sequences + sequence));
  }
}

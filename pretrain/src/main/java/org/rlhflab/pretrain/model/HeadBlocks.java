package org.rlhflab.pretrain.model;

import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// The vocabulary cut into blocks of columns, so that a block of logits stays in the cache.
///
/// The head's weights are `[vocabulary, width]`. Logits need them turned around; packed, each block
/// is `[width, columns]` by itself, one after another.
///
/// @param vocabulary number of tokens
/// @param width of the hidden states
record HeadBlocks(int vocabulary, int width) {
  private static final int COLUMNS = 256;

  /// Number of blocks.
  int count() {
    return (vocabulary + COLUMNS - 1) / COLUMNS;
  }

  /// First token of a block.
  int first(int block) {
    return block * COLUMNS;
  }

  /// Tokens of a block.
  int columns(int block) {
    return Math.min(COLUMNS, vocabulary - first(block));
  }

  /// Address of a packed block.
  long packed(long packed, int block) {
    return NativeArray.offset(packed, (long) first(block) * width);
  }

  /// Packs the blocks from `from` up to `to`.
  void pack(long weights, long packed, int from, int to) {
    for (int b = from; b < to; b++) {
      long rows = NativeArray.offset(weights, (long) first(b) * width);
      Blas.transpose(columns(b), width, rows, width, packed(packed, b), columns(b));
    }
  }

  /// Logits `[rows, vocabulary]` of hidden states `[rows, width]`.
  void logits(int rows, long hidden, long packed, long logits) {
    for (int b = 0; b < count(); b++) {
      long to = NativeArray.offset(logits, first(b));
      Blas.multiply(rows, columns(b), width, hidden, packed(packed, b), 0f, to, vocabulary);
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

/// Sums and multiples of rows, `[width]` each: embeddings, biases, residuals and their gradients.
public final class Rows {
  private Rows() {}

  /// out = a + b.
  public static void add(long a, long b, long out, long width) {
    long i = 0;
    for (; i <= width - LANES; i += LANES) {
      store(load(a, i).add(load(b, i)), out, i);
    }
    for (; i < width; i++) {
      set(out, i, get(a, i) + get(b, i));
    }
  }

  /// row = factor row.
  static void scale(long row, float factor, long width) {
    long i = 0;
    for (; i <= width - LANES; i += LANES) {
      store(load(row, i).mul(factor), row, i);
    }
    for (; i < width; i++) {
      set(row, i, get(row, i) * factor);
    }
  }

  /// Each of `rows` rows of out = the row of x + bias: what a product is then added to.
  public static void addBias(long x, long bias, long out, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      add(offset(x, (long) r * width), bias, offset(out, (long) r * width), width);
    }
  }

  /// Each of `rows` rows of out = bias.
  public static void fill(long bias, long out, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      NativeArray.copy(bias, offset(out, (long) r * width), width);
    }
  }

  /// dBias += sum of the rows of dy.
  public static void sumInto(long dy, long dBias, int rows, int width) {
    for (int r = 0; r < rows; r++) {
      add(dBias, offset(dy, (long) r * width), dBias, width);
    }
  }
}

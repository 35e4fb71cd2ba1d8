package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;

/// Attention of one new position over the keys and values kept of those before it: the last row of
/// [CausalAttention], computed alone.
///
/// The cache of one sequence and layer holds keys turned around, `[width, stride]`, and then
/// values, `[context, width]`.
public final class CachedAttention {
  private final int width;
  private final int heads;
  private final int size;
  private final int stride;
  private final int context;
  private final float scale;
  private final NativeArray scores;

  /// For sequences of at most `context` positions. Not safe for use by several threads.
  public CachedAttention(int width, int heads, int context) {
    this.width = width;
    this.heads = heads;
    this.size = width / heads;
    this.context = context;
    this.stride = CausalAttention.stride(context);
    this.scale = (float) (1 / Math.sqrt(size));
    this.scores = new NativeArray(stride);
  }

  /// Floats that one sequence takes in one layer.
  public long floats() {
    return (long) width * (stride + context);
  }

  /// Keeps the key and value in a row `[3 * width]` of query, key and value.
  public void keep(long qkv, long cache, int position) {
    for (int c = 0; c < width; c++) {
      set(cache, (long) c * stride + position, get(qkv, width + c));
    }
    long values = offset(cache, (long) width * stride);
    NativeArray.copy(offset(qkv, 2L * width), offset(values, (long) position * width), width);
  }

  /// Fills `out` `[width]` for the query in `qkv`, whose own key and value are kept already.
  public void forward(long qkv, long cache, int position, long out) {
    int count = position + 1;
    int filled = CausalAttention.stride(count);
    long values = offset(cache, (long) width * stride);
    long row = scores.address();
    for (int h = 0; h < heads; h++) {
      long query = offset(qkv, (long) h * size);
      long keys = offset(cache, (long) h * size * stride);
      SmallProduct.multiply(query, 0, 1, keys, stride, row, 0, 1, size, filled, scale);
      CausalAttention.softmax(row, count);
      long v = offset(values, (long) h * size);
      long to = offset(out, (long) h * size);
      SmallProduct.multiply(row, 0, 1, v, width, to, 0, 1, count, size, 1f);
    }
  }
}

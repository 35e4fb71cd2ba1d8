package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// Causal multi-head attention of one sequence: softmax(q k' / sqrt(d)) v, each position looking at
/// itself and the positions before it.
///
/// Vaswani et al. (2017), arXiv 1706.03762, equation 1. `qkv` is `[time, 3 * width]` with query,
/// key and value side by side and the heads side by side inside each; the result is `[time,
/// width]`. Scores are computed for many key positions at once, from keys transposed into
/// `scratch`, so that no sum runs across a vector's lanes. The probabilities `[heads, time,
/// stride]` are kept for the way back, `stride` being `time` rounded up to whole vectors; in a row
/// only those up to its own end, rounded up in the same way, are ever written and read.
///
/// Four query positions go together, or four key positions where the sum is over queries. Since a
/// vector's length is a multiple of four, the up to three numbers beyond the diagonal that a group
/// sees lie in the same vector as its end: they are 0.
public final class CausalAttention {
  private static final int GROUP = SmallProduct.ROWS;

  // Two vectors each; loaded from the n-th number on, the last n lanes are those of the second.
  private static final NativeArray ENDS = pair(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  private static final NativeArray KEPT = pair(1f, 0f);

  private final int width;
  private final int heads;
  private final int size;
  private final float scale;

  /// For `heads` heads of `width / heads` numbers each.
  public CausalAttention(int width, int heads) {
    this.width = width;
    this.heads = heads;
    this.size = width / heads;
    this.scale = (float) (1 / Math.sqrt(size));
  }

  private static NativeArray pair(float first, float second) {
    NativeArray array = new NativeArray(2L * LANES);
    for (int i = 0; i < 2 * LANES; i++) {
      set(array.address(), i, i < LANES ? first : second);
    }
    return array;
  }

  /// `time` rounded up to whole vectors.
  public static int stride(int time) {
    return (time + LANES - 1) / LANES * LANES;
  }

  /// Floats that the probabilities of a sequence take.
  public long probabilities(int time) {
    return (long) heads * time * stride(time);
  }

  /// Floats of scratch that a sequence needs.
  public long scratch(int time) {
    return (long) (size + time) * stride(time);
  }

  /// Fills `out` and `probabilities` for one sequence.
  public void forward(long qkv, long out, long probabilities, long scratch, int time) {
    int stride = stride(time);
    for (int h = 0; h < heads; h++) {
      long q = offset(qkv, (long) h * size);
      long k = offset(q, width);
      long p = offset(probabilities, (long) h * time * stride);
      transpose(k, 3 * width, scratch, stride, time, size);
      for (int t = 0; t < time; t += GROUP) {
        int rows = Math.min(GROUP, time - t);
        int end = t + rows;
        long group = offset(p, (long) t * stride);
        long query = offset(q, 3L * width * t);
        SmallProduct.multiply(
            query, 3 * width, 1, scratch, stride, group, stride, rows, size, stride(end), scale);
        for (int i = 0; i < rows; i++) {
          softmax(offset(group, (long) i * stride), t + i + 1);
        }
        long o = offset(out, (long) h * size + (long) width * t);
        long v = offset(k, width);
        SmallProduct.multiply(group, stride, 1, v, 3 * width, o, width, rows, end, size, 1f);
      }
    }
  }

  /// Fills `dQkv` for one sequence, given `dOut`.
  public void backward(long dOut, long qkv, long probabilities, long dQkv, long scratch, int time) {
    int stride = stride(time);
    long dScores = offset(scratch, (long) size * stride);
    for (int h = 0; h < heads; h++) {
      long q = offset(qkv, (long) h * size);
      long k = offset(q, width);
      long dq = offset(dQkv, (long) h * size);
      long d = offset(dOut, (long) h * size);
      long p = offset(probabilities, (long) h * time * stride);
      transpose(offset(k, width), 3 * width, scratch, stride, time, size);
      for (int t = 0; t < time; t += GROUP) {
        int rows = Math.min(GROUP, time - t);
        int end = t + rows;
        long group = offset(dScores, (long) t * stride);
        long dt = offset(d, (long) width * t);
        SmallProduct.multiply(
            dt, width, 1, scratch, stride, group, stride, rows, size, stride(end), 1f);
        for (int i = 0; i < rows; i++) {
          long at = (long) (t + i) * stride;
          softmaxBackward(offset(p, at), offset(dScores, at), t + i + 1, scale);
        }
        long to = offset(dq, 3L * width * t);
        SmallProduct.multiply(group, stride, 1, k, 3 * width, to, 3 * width, rows, end, size, 1f);
      }
      columns(dScores, stride, q, 3 * width, offset(dq, width), time);
      columns(p, stride, d, width, offset(dq, 2L * width), time);
    }
  }

  /// `out[s, d] = sum over t >= s of weights[t, s] * rows[t, d]`, rows of out as far apart as those
  /// of query, key and value.
  private void columns(long weights, int stride, long rows, int pitch, long out, int time) {
    for (int s = 0; s < time; s += GROUP) {
      SmallProduct.multiply(
          offset(weights, (long) s * stride + s),
          1,
          stride,
          offset(rows, (long) s * pitch),
          pitch,
          offset(out, 3L * width * s),
          3 * width,
          Math.min(GROUP, time - s),
          time - s,
          size,
          1f);
    }
  }

  /// `row[0..count)` becomes its softmax; the rest of its last vector becomes 0.
  static void softmax(long row, int count) {
    int filled = stride(count);
    int rest = filled - count;
    mask(row, filled - LANES, rest);
    float sum = Softmax.exponentials(row, Softmax.maximum(row, filled), filled);
    clear(row, filled - LANES, rest);
    Rows.scale(row, 1f / sum, filled);
  }

  /// The last `rest` lanes of the vector at `s` become minus infinity.
  private static void mask(long row, int s, int rest) {
    store(load(row, s).min(load(ENDS.address(), rest)), row, s);
  }

  /// The last `rest` lanes of the vector at `s` become 0.
  private static void clear(long row, int s, int rest) {
    store(load(row, s).mul(load(KEPT.address(), rest)), row, s);
  }

  /// dRow becomes factor * p * (dRow - sum of p * dRow), which is 0 where p is.
  private static void softmaxBackward(long p, long dRow, int count, float factor) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (int s = 0; s < count; s += LANES) {
      total = load(p, s).fma(load(dRow, s), total);
    }
    float dot = Lanes.sum(total);
    for (int s = 0; s < count; s += LANES) {
      store(load(dRow, s).sub(dot).mul(load(p, s)).mul(factor), dRow, s);
    }
  }

  /// `to[d, s] = from[s, d]`, zero for s from `time` up to `stride`.
  private static void transpose(long from, int pitch, long to, int stride, int time, int size) {
    Blas.transpose(time, size, from, pitch, to, stride);
    for (int d = 0; d < size; d++) {
      for (int s = time; s < stride; s++) {
        set(to, (long) d * stride + s, 0f);
      }
    }
  }
}

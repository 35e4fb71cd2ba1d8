package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
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
/// stride]` are kept for the way back, `stride` being `time` rounded up to whole vectors.
public final class CausalAttention {
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
      long v = offset(k, width);
      long o = offset(out, (long) h * size);
      long p = offset(probabilities, (long) h * time * stride);
      transpose(k, 3 * width, scratch, stride, time, size);
      for (int t = 0; t < time; t++) {
        long row = offset(p, (long) t * stride);
        products(offset(q, 3L * width * t), scratch, stride, row, t + 1, size, scale);
        softmax(row, t + 1, stride);
        weightedRows(row, v, 3 * width, offset(o, (long) width * t), t + 1, size);
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
      long v = offset(k, width);
      long dq = offset(dQkv, (long) h * size);
      long dk = offset(dq, width);
      long dv = offset(dk, width);
      long d = offset(dOut, (long) h * size);
      long p = offset(probabilities, (long) h * time * stride);
      transpose(v, 3 * width, scratch, stride, time, size);
      for (int t = 0; t < time; t++) {
        long row = offset(p, (long) t * stride);
        long dRow = offset(dScores, (long) t * stride);
        products(offset(d, (long) width * t), scratch, stride, dRow, t + 1, size, 1f);
        softmaxBackward(row, dRow, t + 1, stride, scale);
        weightedRows(dRow, k, 3 * width, offset(dq, 3L * width * t), t + 1, size);
      }
      columns(dScores, stride, q, 3 * width, dk, 3 * width, time, size);
      columns(p, stride, d, width, dv, 3 * width, time, size);
    }
  }

  /// `scores[s] = factor * sum over d of x[d] * transposed[d, s]`, for s below `count`.
  static void products(
      long x, long transposed, int stride, long scores, int count, int size, float factor) {
    for (int s = 0; s < count; s += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int d = 0; d < size; d++) {
        sum = load(transposed, (long) d * stride + s).fma(Lanes.broadcast(get(x, d)), sum);
      }
      store(sum.mul(factor), scores, s);
    }
  }

  /// `row[0..count)` becomes its softmax; the rest up to `stride` becomes 0.
  static void softmax(long row, int count, int stride) {
    for (int s = count; s < stride; s++) {
      set(row, s, Float.NEGATIVE_INFINITY);
    }
    float max = Softmax.maximum(row, stride);
    float sum = Softmax.exponentials(row, max, stride);
    for (int s = count; s < stride; s++) {
      sum -= get(row, s);
      set(row, s, 0f);
    }
    Softmax.scale(row, 1f / sum, stride);
  }

  /// dRow becomes factor * p * (dRow - sum of p * dRow), and 0 beyond `count`.
  private static void softmaxBackward(long p, long dRow, int count, int stride, float factor) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (int s = 0; s < count; s += LANES) {
      total = load(p, s).fma(load(dRow, s), total);
    }
    float dot = Lanes.sum(total);
    for (int s = 0; s < count; s += LANES) {
      store(load(dRow, s).sub(dot).mul(load(p, s)).mul(factor), dRow, s);
    }
    for (int s = count; s < stride; s++) {
      set(dRow, s, 0f);
    }
  }

  /// `out[d] = sum over s of weights[s] * rows[s, d]`.
  static void weightedRows(long weights, long rows, int pitch, long out, int count, int size) {
    int d = 0;
    for (; d <= size - LANES; d += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int s = 0; s < count; s++) {
        sum = load(rows, (long) s * pitch + d).fma(Lanes.broadcast(get(weights, s)), sum);
      }
      store(sum, out, d);
    }
    for (; d < size; d++) {
      float sum = 0;
      for (int s = 0; s < count; s++) {
        sum = Math.fma(get(rows, (long) s * pitch + d), get(weights, s), sum);
      }
      set(out, d, sum);
    }
  }

  /// `out[s, d] = sum over t >= s of weights[t, s] * rows[t, d]`.
  private static void columns(
      long weights, int stride, long rows, int pitch, long out, int outPitch, int time, int size) {
    for (int s = 0; s < time; s++) {
      column(
          offset(weights, s), stride, rows, pitch, offset(out, (long) s * outPitch), s, time, size);
    }
  }

  private static void column(
      long weights, int stride, long rows, int pitch, long out, int from, int time, int size) {
    int d = 0;
    for (; d <= size - LANES; d += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int t = from; t < time; t++) {
        sum =
            load(rows, (long) t * pitch + d)
                .fma(Lanes.broadcast(get(weights, (long) t * stride)), sum);
      }
      store(sum, out, d);
    }
    for (; d < size; d++) {
      float sum = 0;
      for (int t = from; t < time; t++) {
        sum = Math.fma(get(rows, (long) t * pitch + d), get(weights, (long) t * stride), sum);
      }
      set(out, d, sum);
    }
  }

  /// `to[d, s] = from[s, d]`, zero for s from `time` up to `stride`.
  private static void transpose(long from, int pitch, long to, int stride, int time, int size) {
    for (int d = 0; d < size; d++) {
      for (int s = 0; s < time; s++) {
        set(to, (long) d * stride + s, get(from, (long) s * pitch + d));
      }
      for (int s = time; s < stride; s++) {
        set(to, (long) d * stride + s, 0f);
      }
    }
  }
}

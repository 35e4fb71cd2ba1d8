package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// Layer normalization: y = gain * (x - mean) / sqrt(variance + epsilon) + bias, row by row.
///
/// Ba, Kiros and Hinton (2016), arXiv 1607.06450, equation 4; epsilon as GPT-2 has it. The variance
/// is the biased one. Arrays are `[rows, width]`; `mean` and `scale` (1 / standard deviation) are
/// `[rows]` and kept for the way back.
public final class LayerNorm {
  /// GPT-2's.
  public static final float EPSILON = 1e-5f;

  private LayerNorm() {}

  /// Fills y, mean and scale for rows from `from` up to `to`.
  public static void forward(
      long x, long gain, long bias, long y, long mean, long scale, int from, int to, int width) {
    for (int row = from; row < to; row++) {
      long xr = offset(x, (long) row * width);
      float m = sum(xr, width) / width;
      float s = 1f / (float) Math.sqrt(squares(xr, m, width) / width + EPSILON);
      set(mean, row, m);
      set(scale, row, s);
      normalize(xr, gain, bias, offset(y, (long) row * width), m, s, width);
    }
  }

  /// Adds d(loss)/dx to `dx`, and the gradients of gain and bias to theirs, given `dy`.
  ///
  /// With n = (x - mean) * scale and g = dy * gain: dx += scale * (g - mean(g) - n * mean(g * n)).
  public static void backward(
      long dy,
      long x,
      long gain,
      long mean,
      long scale,
      long dx,
      long dGain,
      long dBias,
      int from,
      int to,
      int width) {
    for (int row = from; row < to; row++) {
      long start = (long) row * width;
      float m = get(mean, row);
      float s = get(scale, row);
      parameters(offset(dy, start), offset(x, start), dGain, dBias, m, s, width);
      float g = weighted(offset(dy, start), gain, width) / width;
      float gn = correlated(offset(dy, start), gain, offset(x, start), m, s, width) / width;
      input(offset(dy, start), gain, offset(x, start), m, s, g, gn, offset(dx, start), width);
    }
  }

  private static float sum(long x, int width) {
    FloatVector total = FloatVector.zero(NativeArray.SPECIES);
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      total = total.add(load(x, i));
    }
    float sum = Lanes.sum(total);
    for (; i < width; i++) {
      sum += get(x, i);
    }
    return sum;
  }

  private static float squares(long x, float mean, int width) {
    FloatVector total = FloatVector.zero(NativeArray.SPECIES);
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector centred = load(x, i).sub(mean);
      total = centred.fma(centred, total);
    }
    float sum = Lanes.sum(total);
    for (; i < width; i++) {
      float centred = get(x, i) - mean;
      sum = Math.fma(centred, centred, sum);
    }
    return sum;
  }

  private static void normalize(
      long x, long gain, long bias, long y, float mean, float scale, int width) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      store(load(x, i).sub(mean).mul(scale).fma(load(gain, i), load(bias, i)), y, i);
    }
    for (; i < width; i++) {
      set(y, i, Math.fma((get(x, i) - mean) * scale, get(gain, i), get(bias, i)));
    }
  }

  private static void parameters(
      long dy, long x, long dGain, long dBias, float mean, float scale, int width) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector d = load(dy, i);
      store(load(x, i).sub(mean).mul(scale).fma(d, load(dGain, i)), dGain, i);
      store(load(dBias, i).add(d), dBias, i);
    }
    for (; i < width; i++) {
      float d = get(dy, i);
      set(dGain, i, Math.fma((get(x, i) - mean) * scale, d, get(dGain, i)));
      set(dBias, i, get(dBias, i) + d);
    }
  }

  private static float weighted(long dy, long gain, int width) {
    FloatVector total = FloatVector.zero(NativeArray.SPECIES);
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      total = load(dy, i).fma(load(gain, i), total);
    }
    float sum = Lanes.sum(total);
    for (; i < width; i++) {
      sum = Math.fma(get(dy, i), get(gain, i), sum);
    }
    return sum;
  }

  private static float correlated(long dy, long gain, long x, float mean, float scale, int width) {
    FloatVector total = FloatVector.zero(NativeArray.SPECIES);
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector n = load(x, i).sub(mean).mul(scale);
      total = load(dy, i).mul(load(gain, i)).fma(n, total);
    }
    float sum = Lanes.sum(total);
    for (; i < width; i++) {
      sum = Math.fma(get(dy, i) * get(gain, i), (get(x, i) - mean) * scale, sum);
    }
    return sum;
  }

  private static void input(
      long dy,
      long gain,
      long x,
      float mean,
      float scale,
      float meanG,
      float meanGn,
      long dx,
      int width) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector n = load(x, i).sub(mean).mul(scale);
      FloatVector g = load(dy, i).mul(load(gain, i)).sub(meanG).sub(n.mul(meanGn));
      store(load(dx, i).add(g.mul(scale)), dx, i);
    }
    for (; i < width; i++) {
      float n = (get(x, i) - mean) * scale;
      float g = get(dy, i) * get(gain, i) - meanG - n * meanGn;
      set(dx, i, get(dx, i) + g * scale);
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// GELU in GPT-2's tanh form: y = x/2 * (1 + tanh(u)), u = sqrt(2/pi) * (x + 0.044715 x^3).
///
/// Hendrycks and Gimpel (2016), arXiv 1606.08415, section 2. The bias of the product before it is
/// added on the way in, and the derivative is kept, so that the way back is one multiplication:
/// dy/dx = (1 + t)/2 + x/2 * (1 - t^2) * sqrt(2/pi) * (1 + 3 * 0.044715 x^2), t = tanh(u).
public final class Gelu {
  private static final float ROOT = 0.7978846f;
  private static final float CUBIC = 0.044715f;

  private Gelu() {}

  /// y = gelu(x + bias) and slope = gelu'(x + bias) for rows of `width`; y may be x.
  public static void forward(long x, long bias, long y, long slope, int from, int to, int width) {
    for (int row = from; row < to; row++) {
      long start = (long) row * width;
      row(offset(x, start), bias, offset(y, start), offset(slope, start), width);
    }
  }

  /// dx = dy * slope over `count` numbers; dx may be dy.
  public static void backward(long dy, long slope, long dx, long count) {
    long i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(load(dy, i).mul(load(slope, i)), dx, i);
    }
    for (; i < count; i++) {
      set(dx, i, get(dy, i) * get(slope, i));
    }
  }

  private static void row(long x, long bias, long y, long slope, int width) {
    int whole = width - width % LANES;
    gates(x, bias, slope, whole);
    outputs(x, bias, y, slope, whole);
    scalar(x, bias, y, slope, whole, width);
  }

  /// gate = (1 + tanh(u)) / 2 = 1 - 1 / (exp(2u) + 1). Apart from [#outputs] because the compiler
  /// puts vectors on the heap in a loop that holds both: four times slower.
  private static void gates(long x, long bias, long gate, int width) {
    FloatVector one = FloatVector.broadcast(NativeArray.SPECIES, 1f);
    for (int i = 0; i < width; i += LANES) {
      FloatVector v = load(x, i).add(load(bias, i));
      FloatVector u = v.mul(v.mul(v).mul(CUBIC).add(1f)).mul(2 * ROOT);
      store(one.sub(one.div(Lanes.exp(u).add(1f))), gate, i);
    }
  }

  private static void outputs(long x, long bias, long y, long slope, int width) {
    for (int i = 0; i < width; i += LANES) {
      FloatVector v = load(x, i).add(load(bias, i));
      FloatVector h = load(slope, i);
      FloatVector inner = v.mul(v).mul(3 * CUBIC).add(1f).mul(2 * ROOT);
      store(v.mul(h), y, i);
      store(h.sub(h.mul(h)).mul(inner).fma(v, h), slope, i);
    }
  }

  /// The plain loop: the definition, and the tail of every row.
  static void scalar(long x, long bias, long y, long slope, int from, int to) {
    for (int i = from; i < to; i++) {
      float v = get(x, i) + get(bias, i);
      float square = v * v;
      float u = v * (square * CUBIC + 1f) * (2 * ROOT);
      float h = 1f - 1f / (Lanes.exp(u) + 1f);
      float inner = (square * (3 * CUBIC) + 1f) * (2 * ROOT);
      set(y, i, v * h);
      set(slope, i, Math.fma((h - h * h) * inner, v, h));
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// Adam: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; x -= rate * sqrt(1 - b2^t) / (1 - b1^t) *
/// m / (sqrt(v) + epsilon).
///
/// Kingma and Ba (2015), arXiv 1412.6980, the form at the end of section 2 (TensorFlow's and
/// ND4J's: epsilon is added after the bias correction). It works on ND4J's own updater state, so a
/// checkpoint by Deeplearning4j carries it, but takes a tenth of the container's time.
///
/// @param beta1 decay of the first moment, in [0, 1)
/// @param beta2 decay of the second moment, in [0, 1)
/// @param epsilon greater than 0
public record Adam(float beta1, float beta2, float epsilon) {

  /// Checks the ranges.
  public Adam {
    if (!(beta1 >= 0 && beta1 < 1)) {
      throw new IllegalArgumentException("beta1 must be in [0, 1), got " + beta1);
    }
    if (!(beta2 >= 0 && beta2 < 1)) {
      throw new IllegalArgumentException("beta2 must be in [0, 1), got " + beta2);
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
    }
  }

  /// The rate at step `t` (from 1) with both bias corrections folded in.
  public float correctedRate(double rate, long t) {
    return (float)
        (rate
            * Math.sqrt(1 - StrictMath.pow(beta2, (double) t))
            / (1 - StrictMath.pow(beta1, (double) t)));
  }

  /// One step on `x[from..to)`, given the gradient times `gradientScale`.
  public void step(
      long x, long m, long v, long gradient, float gradientScale, float rate, long from, long to) {
    long i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector g = load(gradient, i).mul(gradientScale);
      FloatVector first = load(m, i).mul(beta1).add(g.mul(1 - beta1));
      FloatVector second = load(v, i).mul(beta2).add(g.mul(g).mul(1 - beta2));
      store(first, m, i);
      store(second, v, i);
      FloatVector root = second.sqrt().add(FloatVector.broadcast(SPECIES, epsilon));
      store(load(x, i).sub(first.mul(rate).div(root)), x, i);
    }
    for (; i < to; i++) {
      float g = get(gradient, i) * gradientScale;
      float first = get(m, i) * beta1 + g * (1 - beta1);
      float second = get(v, i) * beta2 + g * g * (1 - beta2);
      set(m, i, first);
      set(v, i, second);
      set(x, i, get(x, i) - first * rate / ((float) Math.sqrt(second) + epsilon));
    }
  }

  /// The sum of squares of `x[0..count)`, in a fixed order.
  public static double squaredNorm(long x, long count) {
    final int chunk = 4096;
    double sum = 0;
    for (long i = 0; i < count; i += chunk) {
      sum += squares(NativeArray.offset(x, i), (int) Math.min(chunk, count - i));
    }
    return sum;
  }

  private static float squares(long x, int count) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector value = load(x, i);
      total = value.fma(value, total);
    }
    float sum = Lanes.sum(total);
    for (; i < count; i++) {
      sum = Math.fma(get(x, i), get(x, i), sum);
    }
    return sum;
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Softmax over rows, `p[i] = exp((x[i] - max) / temperature) / sum`, and what is read off it.
///
/// For a row of logits `[vocabulary]` the log-probability of a token is `(x[token] - max) /
/// temperature - log(sum)`; the gradient of a loss with respect to the logits is
/// `d(loss)/d(log-probability) * (1[i = token] - p[i]) / temperature`.
public final class Softmax {
  private Softmax() {}

  /// Turns a row of logits into probabilities.
  public static void probabilities(long row, float temperature, int size) {
    if (temperature != 1f) {
      scale(row, 1f / temperature, size);
    }
    float sum = exponentials(row, maximum(row, size), size);
    scale(row, 1f / sum, size);
  }

  /// Turns a row of logits into probabilities and returns the log-probability of `token`.
  public static float logProbability(long row, int token, float temperature, int size) {
    if (temperature != 1f) {
      scale(row, 1f / temperature, size);
    }
    float max = maximum(row, size);
    float shifted = get(row, token) - max;
    float sum = exponentials(row, max, size);
    scale(row, 1f / sum, size);
    return shifted - (float) StrictMath.log(sum);
  }

  /// Turns a row of probabilities into the gradient of its logits: `derivative * (1[i = token] -
  /// p[i]) / temperature`.
  public static void backward(long row, int token, float derivative, float temperature, int size) {
    float factor = derivative / temperature;
    scale(row, -factor, size);
    set(row, token, get(row, token) + factor);
  }

  /// The entropy of a row of probabilities, in nats.
  public static float entropy(long row, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      float p = get(row, i);
      if (p > 0) {
        sum -= p * StrictMath.log(p);
      }
    }
    return (float) sum;
  }

  /// KL(p || q) of two rows of probabilities, in nats.
  public static float divergence(long p, long q, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      float pi = get(p, i);
      if (pi > 0) {
        sum += pi * (StrictMath.log(pi) - StrictMath.log(Math.max(get(q, i), Float.MIN_NORMAL)));
      }
    }
    return (float) sum;
  }

  static float maximum(long row, int size) {
    FloatVector best = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      best = best.max(load(row, i));
    }
    float max = best.reduceLanes(VectorOperators.MAX);
    for (; i < size; i++) {
      max = Math.max(max, get(row, i));
    }
    return max;
  }

  /// `row[i] = exp(row[i] - max)`; returns their sum.
  static float exponentials(long row, float max, int size) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      FloatVector e = Lanes.exp(load(row, i).sub(max));
      store(e, row, i);
      total = total.add(e);
    }
    return Lanes.sum(total) + scalarExponentials(row, max, i, size);
  }

  /// The plain loop: the definition, and the tail of every row.
  static float scalarExponentials(long row, float max, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      float e = Lanes.exp(get(row, i) - max);
      set(row, i, e);
      sum += e;
    }
    return sum;
  }

  /// `row[i] *= factor`.
  static void scale(long row, float factor, int size) {
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      store(load(row, i).mul(factor), row, i);
    }
    for (; i < size; i++) {
      set(row, i, get(row, i) * factor);
    }
  }
}

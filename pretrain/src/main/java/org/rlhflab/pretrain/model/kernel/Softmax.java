package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// What softmax is made of, `p[i] = exp(x[i] - max) / sum`, and what is read off a row of
/// probabilities: entropy, its gradient, and divergence from another row.
///
/// [OnlineSoftmax] makes them of the vocabulary's logits, which come in blocks; attention of whole
/// rows.
public final class Softmax {
  private Softmax() {}

  /// The entropy of a row of probabilities, in nats.
  public static float entropy(long row, int size) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      FloatVector p = load(row, i);
      total = p.neg().fma(Lanes.log(p.max(Float.MIN_NORMAL)), total);
    }
    return Lanes.sum(total) + scalarEntropy(row, i, size);
  }

  static float scalarEntropy(long row, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      float p = get(row, i);
      sum = Math.fma(-p, Lanes.log(Math.max(p, Float.MIN_NORMAL)), sum);
    }
    return sum;
  }

  /// Turns a row of probabilities into `p[i] * (weight + slope * (log p[i] + entropy))`: the
  /// gradient of its logits where a loss looks at the row's own entropy, `d(entropy)/d(logit i) =
  /// -p[i] * (log p[i] + entropy)`, beside what `weight` says of a chosen token.
  public static void withEntropy(long row, float weight, float slope, float entropy, int size) {
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      FloatVector p = load(row, i);
      FloatVector log = Lanes.log(p.max(Float.MIN_NORMAL));
      store(p.mul(log.add(entropy).mul(slope).add(weight)), row, i);
    }
    scalarWithEntropy(row, weight, slope, entropy, i, size);
  }

  static void scalarWithEntropy(
      long row, float weight, float slope, float entropy, int from, int to) {
    for (int i = from; i < to; i++) {
      float p = get(row, i);
      float log = Lanes.log(Math.max(p, Float.MIN_NORMAL));
      set(row, i, p * ((log + entropy) * slope + weight));
    }
  }

  /// KL(p || q) of two rows of probabilities, in nats. One logarithm, of the quotient: two in a
  /// loop are more than the compiler takes, and four times slower; near p = q it is exact besides.
  public static float divergence(long p, long q, int size) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      FloatVector pi = load(p, i);
      FloatVector quotient = pi.max(Float.MIN_NORMAL).div(load(q, i).max(Float.MIN_NORMAL));
      total = pi.fma(Lanes.log(quotient), total);
    }
    return Lanes.sum(total) + scalarDivergence(p, q, i, size);
  }

  static float scalarDivergence(long p, long q, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      float pi = get(p, i);
      float quotient = Math.max(pi, Float.MIN_NORMAL) / Math.max(get(q, i), Float.MIN_NORMAL);
      sum = Math.fma(pi, Lanes.log(quotient), sum);
    }
    return sum;
  }

  /// The greatest number of a row, what is no number left aside. Two vectors at once, since each
  /// waits for its own last comparison.
  public static float maximum(long row, int size) {
    FloatVector even = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector odd = even;
    int i = 0;
    for (; i <= size - 2 * LANES; i += 2 * LANES) {
      FloatVector a = load(row, i);
      FloatVector b = load(row, i + LANES);
      even = even.blend(a, even.lt(a));
      odd = odd.blend(b, odd.lt(b));
    }
    if (i <= size - LANES) {
      FloatVector a = load(row, i);
      even = even.blend(a, even.lt(a));
      i += LANES;
    }
    float max = even.blend(odd, even.lt(odd)).reduceLanes(VectorOperators.MAX);
    for (; i < size; i++) {
      float value = get(row, i);
      max = value > max ? value : max;
    }
    return max;
  }

  /// The sum of a row.
  public static float sum(long row, int size) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      total = total.add(load(row, i));
    }
    float sum = Lanes.sum(total);
    for (; i < size; i++) {
      sum += get(row, i);
    }
    return sum;
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
}

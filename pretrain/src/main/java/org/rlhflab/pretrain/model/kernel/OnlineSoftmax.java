package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// Softmax of rows whose logits come in blocks of columns, each worked on while it is in the cache.
///
/// Milakov and Gimelshein (2018), arXiv 1805.02867, section 3. A block `[rows, width]` becomes `e =
/// exp((x - m) / T)` with its own maximum m of each row, and gives the sum s of each. Over all
/// blocks b then M = max m_b, S = sum of s_b exp((m_b - M) / T), and the probability is `e * f`
/// with the factor f = exp((m_b - M) / T) / S.
public final class OnlineSoftmax {
  private OnlineSoftmax() {}

  /// Turns a block of logits into exponentials; fills `maxima` and `sums`, `[rows]` each.
  public static void exponentials(
      long block, int rows, int width, float inverseTemperature, long maxima, long sums) {
    for (int r = 0; r < rows; r++) {
      long row = offset(block, (long) r * width);
      float max = Softmax.maximum(row, width);
      set(maxima, r, max);
      set(sums, r, exponentials(row, max, inverseTemperature, width));
    }
  }

  /// Log-probability of the token whose logit is `logit` in row `r`, given all blocks' `maxima` and
  /// `sums`, `[blocks, rows]`. The factors take the place of the sums.
  public static float logProbability(
      float logit, long maxima, long sums, int r, int rows, int blocks, float inverseTemperature) {
    float max = Float.NEGATIVE_INFINITY;
    for (int b = 0; b < blocks; b++) {
      max = Math.max(max, get(maxima, (long) b * rows + r));
    }
    float total = 0;
    for (int b = 0; b < blocks; b++) {
      long at = (long) b * rows + r;
      float shrunk = Lanes.exp((get(maxima, at) - max) * inverseTemperature);
      total = Math.fma(get(sums, at), shrunk, total);
      set(sums, at, shrunk);
    }
    for (int b = 0; b < blocks; b++) {
      long at = (long) b * rows + r;
      set(sums, at, get(sums, at) / total);
    }
    return (logit - max) * inverseTemperature - (float) StrictMath.log(total);
  }

  /// Multiplies each row of a block by its factor and its weight: by weight 1 exponentials become
  /// probabilities.
  public static void scale(long block, int rows, int width, long factors, long weights) {
    for (int r = 0; r < rows; r++) {
      Rows.scale(offset(block, (long) r * width), get(factors, r) * get(weights, r), width);
    }
  }

  private static float exponentials(long row, float max, float factor, int width) {
    FloatVector total = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector e = Lanes.exp(load(row, i).sub(max).mul(factor));
      store(e, row, i);
      total = total.add(e);
    }
    return Lanes.sum(total) + scalarExponentials(row, max, factor, i, width);
  }

  /// The plain loop: the definition, and the tail of every row.
  static float scalarExponentials(long row, float max, float factor, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      float e = Lanes.exp((get(row, i) - max) * factor);
      set(row, i, e);
      sum += e;
    }
    return sum;
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// `out[i, d] = factor * sum over j below count of a[i, j] * b[j, d]`: products too small for BLAS,
/// with up to four rows of the result in registers.
///
/// `a[i, j]` lies at `a + i * rowStep + j * columnStep`, so either way around; rows of b and out
/// lie their pitches apart. Four sums at once, because one alone waits for its own last addition.
final class SmallProduct {
  /// Rows that are computed at once.
  static final int ROWS = 4;

  private SmallProduct() {}

  /// Fills `rows` rows, at most [#ROWS], of `size` numbers each.
  static void multiply(
      long a,
      int rowStep,
      int columnStep,
      long b,
      int pitch,
      long out,
      int outPitch,
      int rows,
      int count,
      int size,
      float factor) {
    int whole = size - size % LANES;
    if (rows == ROWS) {
      four(a, rowStep, columnStep, b, pitch, out, outPitch, count, whole, factor);
    } else {
      for (int i = 0; i < rows; i++) {
        long row = offset(out, (long) i * outPitch);
        one(offset(a, (long) i * rowStep), columnStep, b, pitch, row, count, whole, factor);
      }
    }
    if (whole < size) {
      for (int i = 0; i < rows; i++) {
        long row = offset(out, (long) i * outPitch);
        long ai = offset(a, (long) i * rowStep);
        scalar(ai, columnStep, b, pitch, row, count, whole, size, factor);
      }
    }
  }

  private static void four(
      long a,
      long rowStep,
      int columnStep,
      long b,
      int pitch,
      long out,
      int outPitch,
      int count,
      int size,
      float factor) {
    for (int d = 0; d < size; d += LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      for (int j = 0; j < count; j++) {
        FloatVector v = load(b, (long) j * pitch + d);
        long aj = offset(a, (long) j * columnStep);
        s0 = v.fma(Lanes.broadcast(get(aj, 0)), s0);
        s1 = v.fma(Lanes.broadcast(get(aj, rowStep)), s1);
        s2 = v.fma(Lanes.broadcast(get(aj, 2 * rowStep)), s2);
        s3 = v.fma(Lanes.broadcast(get(aj, 3 * rowStep)), s3);
      }
      store(s0.mul(factor), out, d);
      store(s1.mul(factor), out, d + (long) outPitch);
      store(s2.mul(factor), out, d + 2L * outPitch);
      store(s3.mul(factor), out, d + 3L * outPitch);
    }
  }

  private static void one(
      long a, int columnStep, long b, int pitch, long out, int count, int size, float factor) {
    for (int d = 0; d < size; d += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int j = 0; j < count; j++) {
        FloatVector v = load(b, (long) j * pitch + d);
        sum = v.fma(Lanes.broadcast(get(a, (long) j * columnStep)), sum);
      }
      store(sum.mul(factor), out, d);
    }
  }

  /// The plain loop: the definition, and the tail of every row.
  static void scalar(
      long a,
      int columnStep,
      long b,
      int pitch,
      long out,
      int count,
      int from,
      int to,
      float factor) {
    for (int d = from; d < to; d++) {
      float sum = 0;
      for (int j = 0; j < count; j++) {
        sum = Math.fma(get(b, (long) j * pitch + d), get(a, (long) j * columnStep), sum);
      }
      set(out, d, sum * factor);
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.get;
import static org.rlhflab.pretrain.model.kernel.NativeArray.load;
import static org.rlhflab.pretrain.model.kernel.NativeArray.offset;
import static org.rlhflab.pretrain.model.kernel.NativeArray.set;
import static org.rlhflab.pretrain.model.kernel.NativeArray.store;

import jdk.incubator.vector.FloatVector;

/// Muon, momentum orthogonalized by Newton-Schulz, for the matrices of hidden layers: m = b m + (1
/// - b) g; u = b m + (1 - b) g; x -= rate * 0.2 sqrt(longer side) * orthogonal(u).
///
/// Every direction in which the gradient points is stepped along equally far, where Adam's steps
/// are led by a few. Jordan and others (2024), "Muon: An optimizer for hidden layers in neural
/// networks", with Nesterov momentum; the factor, which gives its updates the size of Adam's and so
/// lets both have one rate, is equation 4 of Liu and others (2025), arXiv 2502.16982.
///
/// @param momentum decay b of the momentum, in [0, 1)
/// @param iterations of Newton-Schulz, at least 1; 5 is usual
public record Muon(float momentum, int iterations) {
  private static final double UPDATE_SIZE = 0.2;

  /// As published.
  public static final Muon STANDARD = new Muon(0.95f, 5);

  /// Checks the ranges.
  public Muon {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
    }
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
  }

  /// A matrix among the parameters.
  ///
  /// @param offset of its first number from the first parameter
  /// @param rows of it
  /// @param columns of it
  /// @param pitch from one row to the next: more than the columns where it is part of a wider one
  public record Matrix(long offset, int rows, int columns, int pitch) {}

  /// One step on a matrix of the parameters x, given the gradient times `gradientScale`; m is the
  /// momentum, laid out as x is. The gradient is zero then.
  public void step(
      Matrix matrix,
      long x,
      long m,
      long gradient,
      float gradientScale,
      double rate,
      NewtonSchulz newtonSchulz) {
    int rows = matrix.rows;
    int columns = matrix.columns;
    long update = newtonSchulz.matrix();
    double squares = 0;
    for (int r = 0; r < rows; r++) {
      long at = matrix.offset + (long) r * matrix.pitch;
      long to = offset(update, (long) r * columns);
      squares += nesterov(offset(gradient, at), offset(m, at), to, gradientScale, columns);
    }
    long direction = newtonSchulz.orthogonalize(rows, columns, Math.sqrt(squares));
    float step = (float) (rate * UPDATE_SIZE * Math.sqrt(Math.max(rows, columns)));
    for (int r = 0; r < rows; r++) {
      long at = matrix.offset + (long) r * matrix.pitch;
      subtract(offset(direction, (long) r * columns), step, offset(x, at), columns);
    }
  }

  /// The momentum of one row and what it steps along, u; returns the sum of squares of u.
  private float nesterov(long gradient, long m, long u, float gradientScale, int count) {
    FloatVector squares = FloatVector.zero(SPECIES);
    float fresh = 1 - momentum;
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector g = load(gradient, i).mul(gradientScale * fresh);
      FloatVector kept = load(m, i).mul(momentum).add(g);
      FloatVector ahead = kept.mul(momentum).add(g);
      store(kept, m, i);
      store(ahead, u, i);
      store(FloatVector.zero(SPECIES), gradient, i);
      squares = ahead.fma(ahead, squares);
    }
    float sum = Lanes.sum(squares);
    for (; i < count; i++) {
      float g = get(gradient, i) * (gradientScale * fresh);
      float kept = get(m, i) * momentum + g;
      float ahead = kept * momentum + g;
      set(m, i, kept);
      set(u, i, ahead);
      set(gradient, i, 0f);
      sum = Math.fma(ahead, ahead, sum);
    }
    return sum;
  }

  /// x -= step u.
  private static void subtract(long u, float step, long x, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(load(x, i).sub(load(u, i).mul(step)), x, i);
    }
    for (; i < count; i++) {
      set(x, i, get(x, i) - get(u, i) * step);
    }
  }
}

package org.rlhflab.pretrain.model.kernel;

import static org.rlhflab.pretrain.model.kernel.NativeArray.LANES;
import static org.rlhflab.pretrain.model.kernel.NativeArray.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Sums across a vector's lanes in a fixed order; exponential and logarithm in exact steps.
///
/// The Vector API leaves the order of `reduceLanes(ADD)` and the bits of `lanewise(EXP)` open, so
/// that interpreted and compiled code may differ. The methods here use only operations whose result
/// IEEE 754 fixes (add, fma, and moves), hence the same bytes cold and warm.
final class Lanes {
  private static final VectorShuffle<Float> HALF = butterfly(1);
  private static final VectorShuffle<Float> QUARTER = butterfly(2);
  private static final VectorShuffle<Float> EIGHTH = butterfly(3);
  private static final VectorShuffle<Float> SIXTEENTH = butterfly(4);

  // Cody and Waite's split of ln 2, and the minimax polynomial of Cephes' expf on [-ln2/2, ln2/2].
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.1219444e-4f;
  private static final float C2 = 0.5f;
  private static final float C3 = 0.16666666f;
  private static final float C4 = 4.1665796e-2f;
  private static final float C5 = 8.333452e-3f;
  private static final float C6 = 1.3981999e-3f;
  private static final float C7 = 1.9875691e-4f;
  // Adding 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low mantissa bits.
  private static final float ROUND = 12582912f;
  private static final float LOWEST = -87f;
  private static final float HIGHEST = 88f;
  private static final int MANTISSA_BITS = 23;
  // Of Cephes' logf on [sqrt(1/2), sqrt(2)]: the root's bits, and the polynomial of log(1 + f).
  private static final int ROOT_HALF = 0x3f3504f3;
  private static final int ROUND_BITS = 0x4b400000;
  private static final float L2 = -0.5f;
  private static final float L3 = 3.3333331174e-1f;
  private static final float L4 = -2.4999993993e-1f;
  private static final float L5 = 2.0000714765e-1f;
  private static final float L6 = -1.6668057665e-1f;
  private static final float L7 = 1.4249322787e-1f;
  private static final float L8 = -1.2420140846e-1f;
  private static final float L9 = 1.1676998740e-1f;
  private static final float L10 = -1.1514610310e-1f;
  private static final float L11 = 7.0376836292e-2f;

  private Lanes() {}

  /// Sum over all lanes, by halves.
  static float sum(FloatVector v) {
    FloatVector s = v.add(v.rearrange(HALF));
    if (LANES >= 4) {
      s = s.add(s.rearrange(QUARTER));
    }
    if (LANES >= 8) {
      s = s.add(s.rearrange(EIGHTH));
    }
    if (LANES >= 16) {
      s = s.add(s.rearrange(SIXTEENTH));
    }
    return s.lane(0);
  }

  /// e to the power of each lane, relative error below 2e-7; arguments are clamped to [-87, 88], by
  /// comparisons: `min` and `max` take seven instructions each for the sake of NaN and -0.
  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.blend(LOWEST, x.lt(LOWEST));
    clamped = clamped.blend(HIGHEST, clamped.compare(VectorOperators.GT, HIGHEST));
    FloatVector shifted = clamped.fma(broadcast(LOG2_E), broadcast(ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(broadcast(-LN2_HIGH), clamped);
    r = n.fma(broadcast(-LN2_LOW), r);
    FloatVector p = broadcast(C7).fma(r, broadcast(C6));
    p = p.fma(r, broadcast(C5)).fma(r, broadcast(C4)).fma(r, broadcast(C3)).fma(r, broadcast(C2));
    p = p.fma(r.mul(r), r.add(1f));
    return p.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS))
        .reinterpretAsFloats();
  }

  /// The same function of one number, the same bits as a lane of the vector form.
  static float exp(float x) {
    float clamped = Math.min(Math.max(x, LOWEST), HIGHEST);
    float shifted = Math.fma(clamped, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_HIGH, clamped);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(C7, r, C6);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r * r, r + 1f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << MANTISSA_BITS));
  }

  /// The natural logarithm of each lane, a normal number above 0; relative error below 2e-7 but
  /// near 1, where it is that of the argument.
  static FloatVector log(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector e = bits.sub(ROOT_HALF).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    FloatVector n = e.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    IntVector mantissa = bits.sub(e.lanewise(VectorOperators.LSHL, MANTISSA_BITS));
    FloatVector f = mantissa.reinterpretAsFloats().sub(1f);
    FloatVector p = broadcast(L11).fma(f, broadcast(L10)).fma(f, broadcast(L9));
    p = p.fma(f, broadcast(L8)).fma(f, broadcast(L7)).fma(f, broadcast(L6));
    p = p.fma(f, broadcast(L5)).fma(f, broadcast(L4)).fma(f, broadcast(L3));
    p = p.fma(f, broadcast(L2)).mul(f).mul(f);
    p = n.fma(broadcast(LN2_LOW), p).add(f);
    return n.fma(broadcast(LN2_HIGH), p);
  }

  /// The same function of one number, the same bits as a lane of the vector form.
  static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    int e = (bits - ROOT_HALF) >> MANTISSA_BITS;
    float f = Float.intBitsToFloat(bits - (e << MANTISSA_BITS)) - 1f;
    float p = Math.fma(L11, f, L10);
    p = Math.fma(p, f, L9);
    p = Math.fma(p, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma((float) e, LN2_LOW, p * f * f) + f;
    return Math.fma((float) e, LN2_HIGH, p);
  }

  /// A vector of one value.
  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static VectorShuffle<Float> butterfly(int level) {
    int distance = Math.max(LANES >> level, 0);
    return VectorShuffle.fromOp(SPECIES, i -> i ^ distance);
  }
}

package org.rlhflab.pretrain.model.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Floats outside the Java heap, named by their address: the currency of all kernels here.
///
/// ND4J's arrays live outside the heap too, so a kernel works on a network's own parameters without
/// a copy, and BLAS reads what a kernel wrote. The static methods address memory like a C pointer:
/// `get(x, i)` is `x[i]`. They check nothing; whoever calls a kernel checks lengths once.
public final class NativeArray {
  /// The widest vector of this machine.
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// Floats in such a vector.
  static final int LANES = SPECIES.length();

  /// All of memory as one segment: its bounds are constants, so checks fold away.
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final long CACHE_LINE = 64;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /// The collector sees none of this memory, only the small objects that own it: without a word it
  /// would let dead ones lie for long.
  private static final long COLLECTED_EVERY = 256L << 20;

  private static final AtomicLong ALLOCATED = new AtomicLong();

  private final long address;
  private final long length;
  private final MemorySegment segment;

  /// `length` zeros, freed when nobody refers to this object any more.
  public NativeArray(long length) {
    long bytes = Math.max(1, length) * Float.BYTES;
    long before = ALLOCATED.getAndAdd(bytes);
    if (before / COLLECTED_EVERY != (before + bytes) / COLLECTED_EVERY) {
      System.gc();
    }
    this.segment = Arena.ofAuto().allocate(bytes, CACHE_LINE);
    this.address = segment.address();
    this.length = length;
  }

  /// Bytes of all arrays made so far, whatever became of them.
  public static long allocatedBytes() {
    return ALLOCATED.get();
  }

  /// Address of the first float.
  public long address() {
    return address;
  }

  /// Number of floats.
  public long length() {
    return length;
  }

  /// Address of the float at `index`, checked.
  public long at(long index) {
    if (index < 0 || index > length) {
      throw new IndexOutOfBoundsException("index " + index + " of " + length);
    }
    return address + Float.BYTES * index;
  }

  /// Whether it holds at least `length` floats; grown callers allocate anew.
  public boolean holds(long wanted) {
    return length >= wanted;
  }

  /// Its first `count` floats on the heap.
  public float[] toArray(int count) {
    float[] copy = new float[count];
    MemorySegment.copy(segment, FLOAT, 0, copy, 0, count);
    return copy;
  }

  /// Fills its start from the heap.
  public void set(float[] values) {
    MemorySegment.copy(values, 0, segment, FLOAT, 0, values.length);
  }

  /// The number `x[i]`.
  public static float get(long x, long i) {
    return MEMORY.get(FLOAT, x + Float.BYTES * i);
  }

  /// Sets `x[i]`.
  public static void set(long x, long i, float value) {
    MEMORY.set(FLOAT, x + Float.BYTES * i, value);
  }

  /// `x + i`, in floats.
  public static long offset(long x, long i) {
    return x + Float.BYTES * i;
  }

  /// Sets `x[0..count)` to 0.
  public static void clear(long x, long count) {
    MEMORY.asSlice(x, count * Float.BYTES).fill((byte) 0);
  }

  /// `to[0..count) = from[0..count)`.
  public static void copy(long from, long to, long count) {
    MemorySegment.copy(MEMORY, from, MEMORY, to, count * Float.BYTES);
  }

  /// The numbers `x[i..i + LANES)`.
  static FloatVector load(long x, long i) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, x + Float.BYTES * i, ORDER);
  }

  /// `x[i..i + LANES) = v`.
  static void store(FloatVector v, long x, long i) {
    v.intoMemorySegment(MEMORY, x + Float.BYTES * i, ORDER);
  }
}

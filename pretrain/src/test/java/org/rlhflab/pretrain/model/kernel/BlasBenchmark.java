package org.rlhflab.pretrain.model.kernel;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// 64 rows through a square matrix.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BlasBenchmark {
  @Param({"64", "256"})
  private int size;

  private static final int ROWS = 64;

  private NativeArray x = new NativeArray(0);
  private NativeArray weights = new NativeArray(0);
  private NativeArray y = new NativeArray(0);

  /// Rows and a matrix.
  @Setup
  public void fill() {
    x = Numbers.normal(ROWS * size, 1);
    weights = Numbers.normal(size * size, 2);
    y = new NativeArray((long) ROWS * size);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    for (int i = 0; i < ROWS; i++) {
      SmallProduct.scalar(
          x.at((long) i * size),
          1,
          weights.address(),
          size,
          y.at((long) i * size),
          size,
          0,
          size,
          1f);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    Blas.multiply(ROWS, size, size, x.address(), weights.address(), 0f, y.address());
  }
}

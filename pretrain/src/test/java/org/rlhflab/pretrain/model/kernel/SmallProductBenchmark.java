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

/// Four rows of weights times rows of 16: attention's sums.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SmallProductBenchmark {
  @Param({"16", "48", "96"})
  private int size;

  private static final int WIDTH = 16;

  private NativeArray weights = new NativeArray(0);
  private NativeArray rows = new NativeArray(0);
  private final NativeArray out = new NativeArray(SmallProduct.ROWS * WIDTH);

  /// Weights and rows.
  @Setup
  public void fill() {
    weights = Numbers.normal(SmallProduct.ROWS * size, 1);
    rows = Numbers.normal(size * WIDTH, 2);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    for (int i = 0; i < SmallProduct.ROWS; i++) {
      SmallProduct.scalar(
          weights.at((long) i * size),
          1,
          rows.address(),
          WIDTH,
          out.at((long) i * WIDTH),
          size,
          0,
          WIDTH,
          1f);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    SmallProduct.multiply(
        weights.address(),
        size,
        1,
        rows.address(),
        WIDTH,
        out.address(),
        WIDTH,
        SmallProduct.ROWS,
        size,
        WIDTH,
        1f);
  }
}

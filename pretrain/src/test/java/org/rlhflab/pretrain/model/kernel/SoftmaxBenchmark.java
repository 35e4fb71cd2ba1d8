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

/// A block of logits to exponentials and their sums, 16 rows of it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SoftmaxBenchmark {
  @Param({"64", "1000", "4000"})
  private int size;

  private static final int ROWS = 16;

  private NativeArray block = new NativeArray(0);
  private final NativeArray maxima = new NativeArray(ROWS);
  private final NativeArray sums = new NativeArray(ROWS);

  /// Logits.
  @Setup
  public void fill() {
    block = Numbers.normal(ROWS * size, 1);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    for (int r = 0; r < ROWS; r++) {
      long row = block.at((long) r * size);
      float max = Softmax.maximum(row, size);
      NativeArray.set(maxima.address(), r, max);
      float sum = OnlineSoftmax.scalarExponentials(row, max, 1f, 0, size);
      NativeArray.set(sums.address(), r, sum);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    OnlineSoftmax.exponentials(block.address(), ROWS, size, 1f, maxima.address(), sums.address());
  }
}

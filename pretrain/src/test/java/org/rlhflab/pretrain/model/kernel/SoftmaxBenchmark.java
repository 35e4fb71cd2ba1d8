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

/// A row of logits to probabilities.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SoftmaxBenchmark {
  @Param({"64", "1000", "4000"})
  private int size;

  private NativeArray row = new NativeArray(0);

  /// Logits.
  @Setup
  public void fill() {
    row = Numbers.normal(size, 1);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    float sum = Softmax.scalarExponentials(row.address(), 1f, 0, size);
    for (int i = 0; i < size; i++) {
      NativeArray.set(row.address(), i, NativeArray.get(row.address(), i) / sum);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    Softmax.probabilities(row.address(), 1f, size);
  }
}

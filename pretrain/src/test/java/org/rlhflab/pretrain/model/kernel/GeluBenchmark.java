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

/// A row through GELU, its derivative kept.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class GeluBenchmark {
  @Param({"64", "256"})
  private int size;

  private NativeArray x = new NativeArray(0);
  private NativeArray bias = new NativeArray(0);
  private NativeArray y = new NativeArray(0);
  private NativeArray slope = new NativeArray(0);

  /// A row.
  @Setup
  public void fill() {
    x = Numbers.normal(size, 1);
    bias = Numbers.normal(size, 2);
    y = new NativeArray(size);
    slope = new NativeArray(size);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    Gelu.scalar(x.address(), bias.address(), y.address(), slope.address(), 0, size);
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    Gelu.forward(x.address(), bias.address(), y.address(), slope.address(), 0, 1, size);
  }
}

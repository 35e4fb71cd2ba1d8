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

/// A step on as many parameters.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AdamBenchmark {
  @Param({"4096", "100000"})
  private int size;

  private final Adam adam = new Adam(0.9f, 0.99f, 1e-8f);
  private NativeArray x = new NativeArray(0);
  private NativeArray first = new NativeArray(0);
  private NativeArray second = new NativeArray(0);
  private NativeArray gradient = new NativeArray(0);

  /// Parameters and gradients.
  @Setup
  public void fill() {
    x = Numbers.normal(size, 1);
    first = new NativeArray(size);
    second = new NativeArray(size);
    gradient = Numbers.normal(size, 2);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    for (int i = 0; i < size; i++) {
      float g = NativeArray.get(gradient.address(), i);
      float m = NativeArray.get(first.address(), i) * 0.9f + g * 0.1f;
      float v = NativeArray.get(second.address(), i) * 0.99f + g * g * 0.01f;
      NativeArray.set(first.address(), i, m);
      NativeArray.set(second.address(), i, v);
      float step = 1e-3f * m / ((float) Math.sqrt(v) + 1e-8f);
      NativeArray.set(x.address(), i, NativeArray.get(x.address(), i) - step);
      NativeArray.set(gradient.address(), i, 0f);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    adam.step(
        x.address(), first.address(), second.address(), gradient.address(), 1f, 1e-3f, 0, size);
  }
}

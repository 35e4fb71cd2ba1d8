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

/// A row to mean 0 and deviation 1.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LayerNormBenchmark {
  @Param({"64", "256"})
  private int size;

  private NativeArray x = new NativeArray(0);
  private NativeArray gain = new NativeArray(0);
  private NativeArray y = new NativeArray(0);
  private final NativeArray mean = new NativeArray(1);
  private final NativeArray scale = new NativeArray(1);

  /// A row.
  @Setup
  public void fill() {
    x = Numbers.normal(size, 1);
    gain = Numbers.normal(size, 2);
    y = new NativeArray(size);
  }

  /// One number at a time.
  @Benchmark
  public void plain() {
    float sum = 0;
    for (int i = 0; i < size; i++) {
      sum += NativeArray.get(x.address(), i);
    }
    float squares = 0;
    for (int i = 0; i < size; i++) {
      float centred = NativeArray.get(x.address(), i) - sum / size;
      squares += centred * centred;
    }
    float s = 1f / (float) Math.sqrt(squares / size + LayerNorm.EPSILON);
    for (int i = 0; i < size; i++) {
      float n = (NativeArray.get(x.address(), i) - sum / size) * s;
      float g = NativeArray.get(gain.address(), i);
      NativeArray.set(y.address(), i, n * g + g);
    }
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    LayerNorm.forward(
        x.address(),
        gain.address(),
        gain.address(),
        y.address(),
        mean.address(),
        scale.address(),
        0,
        1,
        size);
  }
}

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

/// Attention of one sequence, forward: width 64, 4 heads.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CausalAttentionBenchmark {
  private static final int WIDTH = 64;
  private static final int HEADS = 4;

  /// Positions.
  @Param({"48", "96", "192"})
  private int size;

  private final CausalAttention attention = new CausalAttention(WIDTH, HEADS);
  private NativeArray qkv = new NativeArray(0);
  private NativeArray out = new NativeArray(0);
  private NativeArray probabilities = new NativeArray(0);
  private NativeArray scratch = new NativeArray(0);

  /// Queries, keys and values.
  @Setup
  public void fill() {
    qkv = Numbers.normal(3 * size * WIDTH, 1);
    out = new NativeArray((long) size * WIDTH);
    probabilities = new NativeArray(attention.probabilities(size));
    scratch = new NativeArray(attention.scratch(size));
  }

  /// By the formula, a number at a time.
  @Benchmark
  public void plain() {
    int each = WIDTH / HEADS;
    float[] p = new float[size];
    for (int h = 0; h < HEADS; h++) {
      for (int t = 0; t < size; t++) {
        long query = 3L * WIDTH * t + (long) h * each;
        float sum = 0;
        for (int s = 0; s <= t; s++) {
          long key = 3L * WIDTH * s + WIDTH + (long) h * each;
          float score = 0;
          for (int d = 0; d < each; d++) {
            score += number(query + d) * number(key + d);
          }
          p[s] = (float) Math.exp(score / Math.sqrt(each));
          sum += p[s];
        }
        for (int d = 0; d < each; d++) {
          float value = 0;
          for (int s = 0; s <= t; s++) {
            value += p[s] / sum * number(3L * WIDTH * s + 2 * WIDTH + (long) h * each + d);
          }
          NativeArray.set(out.address(), (long) t * WIDTH + (long) h * each + d, value);
        }
      }
    }
  }

  private float number(long i) {
    return NativeArray.get(qkv.address(), i);
  }

  /// As it is used.
  @Benchmark
  public void fast() {
    attention.forward(
        qkv.address(), out.address(), probabilities.address(), scratch.address(), size);
  }
}

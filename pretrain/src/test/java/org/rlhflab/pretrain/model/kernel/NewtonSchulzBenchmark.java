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

/// Five Newton-Schulz iterations on a matrix of 64 rows: what Muon adds to a step.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class NewtonSchulzBenchmark {
  private static final int ROWS = 64;
  private static final int ITERATIONS = 5;

  /// Columns.
  @Param({"64", "256"})
  private int size;

  private NativeArray given = new NativeArray(0);
  private NewtonSchulz newtonSchulz = new NewtonSchulz(1, 1, 1);

  /// A matrix of noise.
  @Setup
  public void fill() {
    given = Numbers.normal(ROWS * size, 1);
    newtonSchulz = new NewtonSchulz(ITERATIONS, ROWS * size, ROWS);
  }

  private double norm() {
    double squares = 0;
    for (int i = 0; i < ROWS * size; i++) {
      double x = NativeArray.get(given.address(), i);
      squares += x * x;
    }
    return Math.sqrt(squares);
  }

  /// X = a X + (b XX' + c (XX')^2) X by three loops a product.
  @Benchmark
  public float[] plain() {
    float[] x = new float[ROWS * size];
    double norm = norm();
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (NativeArray.get(given.address(), i) / norm);
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      float[] turned = new float[x.length];
      for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < size; c++) {
          turned[c * ROWS + r] = x[r * size + c];
        }
      }
      float[] gram = product(x, turned, ROWS, size, ROWS);
      float[] polynomial = product(gram, gram, ROWS, ROWS, ROWS);
      for (int i = 0; i < gram.length; i++) {
        polynomial[i] =
            -4.7750f * gram[i] + 2.0315f * polynomial[i] + (i % (ROWS + 1) == 0 ? 3.4445f : 0);
      }
      x = product(polynomial, x, ROWS, ROWS, size);
    }
    return x;
  }

  private static float[] product(float[] a, float[] b, int rows, int inner, int columns) {
    float[] c = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < inner; k++) {
        float factor = a[r * inner + k];
        for (int j = 0; j < columns; j++) {
          c[r * columns + j] += factor * b[k * columns + j];
        }
      }
    }
    return c;
  }

  /// As it is used.
  @Benchmark
  public long fast() {
    NativeArray.copy(given.address(), newtonSchulz.matrix(), (long) ROWS * size);
    return newtonSchulz.orthogonalize(ROWS, size, norm());
  }
}

package org.rlhflab.pretrain.model.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/// Matrix products by the OpenBLAS that ND4J brings, called directly on addresses.
///
/// All matrices are row-major. Threads of our own share the work, so BLAS keeps to one thread each.
/// Products of at most a million multiply-adds take OpenBLAS's small-matrix kernels, which need no
/// packing and are faster at this model's sizes: rows are split into such blocks.
public final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;
  private static final long SMALL_PRODUCT = 1_000_000;
  private static final int LEAST_ROWS = 16;
  private static final int WIDE = 256;
  private static final int BLOCK = 64;
  private static final MethodHandle SGEMM = load();

  private Blas() {}

  /// c[m, n] = a[m, k] * b[k, n] + beta * c.
  public static void multiply(int m, int n, int k, long a, long b, float beta, long c) {
    int columns = n <= WIDE ? n : BLOCK;
    int rows = Math.max(LEAST_ROWS, (int) Math.min(m, SMALL_PRODUCT / ((long) columns * k)));
    for (int j = 0; j < n; j += columns) {
      int nj = Math.min(columns, n - j);
      for (int i = 0; i < m; i += rows) {
        int mi = Math.min(rows, m - i);
        long from = NativeArray.offset(a, (long) i * k);
        long to = NativeArray.offset(c, (long) i * n + j);
        sgemm(PLAIN, PLAIN, mi, nj, k, from, k, NativeArray.offset(b, j), n, beta, to, n);
      }
    }
  }

  /// c[m, n] = transpose(a[k, m]) * b[k, n] + beta * c: a weight's gradient.
  public static void multiplyTransposedA(int m, int n, int k, long a, long b, float beta, long c) {
    int rows = Math.max(LEAST_ROWS, (int) Math.min(m, SMALL_PRODUCT / ((long) n * k)));
    for (int i = 0; i < m; i += rows) {
      int mi = Math.min(rows, m - i);
      long to = NativeArray.offset(c, (long) i * n);
      sgemm(TRANSPOSED, PLAIN, mi, n, k, NativeArray.offset(a, i), m, b, n, beta, to, n);
    }
  }

  private static void sgemm(
      int transposeA,
      int transposeB,
      int m,
      int n,
      int k,
      long a,
      int strideA,
      long b,
      int strideB,
      float beta,
      long c,
      int strideC) {
    try {
      SGEMM.invokeExact(
          ROW_MAJOR, transposeA, transposeB, m, n, k, 1f, a, strideA, b, strideB, beta, c, strideC);
    } catch (Throwable e) {
      throw new IllegalStateException("cblas_sgemm could not be called", e);
    }
  }

  private static MethodHandle load() {
    BlasCoreType.select();
    Loader.load(openblas.class);
    openblas.blas_set_num_threads(1);
    MemorySegment symbol =
        SymbolLookup.loaderLookup()
            .find("cblas_sgemm")
            .orElseThrow(() -> new IllegalStateException("OpenBLAS has no cblas_sgemm"));
    ValueLayout.OfInt i = ValueLayout.JAVA_INT;
    ValueLayout.OfLong address = ValueLayout.JAVA_LONG;
    ValueLayout.OfFloat f = ValueLayout.JAVA_FLOAT;
    FunctionDescriptor signature =
        FunctionDescriptor.ofVoid(i, i, i, i, i, i, f, address, i, address, i, f, address, i);
    return Linker.nativeLinker().downcallHandle(symbol, signature);
  }
}

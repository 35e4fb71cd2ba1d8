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
  private static final int WIDE = 256;
  private static final int BLOCK = 128;
  private static final int NARROW = 64;
  private static final MethodHandle SGEMM = load();

  private Blas() {}

  /// `c[m, n] = a[m, k] * b[k, n] + beta * c`.
  public static void multiply(int m, int n, int k, long a, long b, float beta, long c) {
    multiply(m, n, k, a, b, beta, c, n);
  }

  /// The same where the rows of c lie `strideC` apart.
  public static void multiply(
      int m, int n, int k, long a, long b, float beta, long c, int strideC) {
    int nb = Math.min(n, n <= WIDE ? WIDE : BLOCK);
    int kb = Math.min(k, WIDE);
    int mb = (int) Math.clamp(SMALL_PRODUCT / ((long) nb * kb), 1, m);
    for (int l = 0; l < k; l += kb) {
      float keep = l == 0 ? beta : 1f;
      int kl = Math.min(kb, k - l);
      for (int j = 0; j < n; j += nb) {
        long right = NativeArray.offset(b, (long) l * n + j);
        int nj = Math.min(nb, n - j);
        for (int i = 0; i < m; i += mb) {
          long left = NativeArray.offset(a, (long) i * k + l);
          long to = NativeArray.offset(c, (long) i * strideC + j);
          sgemm(PLAIN, Math.min(mb, m - i), nj, kl, left, k, right, n, keep, to, strideC);
        }
      }
    }
  }

  /// `c[m, n] = transpose(a[k, m]) * b[k, n] + beta * c`: a weight's gradient.
  public static void multiplyTransposedA(int m, int n, int k, long a, long b, float beta, long c) {
    int nb = Math.min(n, NARROW);
    int kb = Math.min(k, BLOCK);
    int mb = (int) Math.clamp(SMALL_PRODUCT / ((long) nb * kb), 1, m);
    for (int l = 0; l < k; l += kb) {
      float keep = l == 0 ? beta : 1f;
      int kl = Math.min(kb, k - l);
      for (int j = 0; j < n; j += nb) {
        long right = NativeArray.offset(b, (long) l * n + j);
        int nj = Math.min(nb, n - j);
        for (int i = 0; i < m; i += mb) {
          long left = NativeArray.offset(a, (long) l * m + i);
          long to = NativeArray.offset(c, (long) i * n + j);
          sgemm(TRANSPOSED, Math.min(mb, m - i), nj, kl, left, m, right, n, keep, to, n);
        }
      }
    }
  }

  /// `c[m, n] = a[m, k] * b[k, n]` in one call: what the machine does with a large product.
  public static void multiplyWhole(int m, int n, int k, long a, long b, long c) {
    sgemm(PLAIN, m, n, k, a, k, b, n, 0f, c, n);
  }

  private static void sgemm(
      int transposeA,
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
          ROW_MAJOR, transposeA, PLAIN, m, n, k, 1f, a, strideA, b, strideB, beta, c, strideC);
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

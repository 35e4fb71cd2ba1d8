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
/// packing and are faster at this model's sizes: products are cut into such blocks. Long and narrow
/// ones are best: 64 columns and 64 terms at once reach 91 GFLOP/s where 256 columns reach 80.
public final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;
  private static final int SMALL_PRODUCT = 1_000_000;
  private static final int BLOCK = 64;
  private static final int DEEP = 96;
  private static final SymbolLookup LIBRARY = load();
  private static final MethodHandle SGEMM = sgemm();
  private static final MethodHandle SOMATCOPY = somatcopy();

  private Blas() {}

  /// `c[m, n] = a[m, k] * b[k, n] + beta * c`.
  public static void multiply(int m, int n, int k, long a, long b, float beta, long c) {
    multiply(m, n, k, a, b, beta, c, n);
  }

  /// The same where the rows of c lie `strideC` apart.
  public static void multiply(
      int m, int n, int k, long a, long b, float beta, long c, int strideC) {
    int nb = Math.min(n, BLOCK);
    int kb = Math.min(k, BLOCK);
    int mb = even(m, SMALL_PRODUCT / (nb * kb));
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
    int nb = Math.min(n, BLOCK);
    int kb = even(k, DEEP);
    int mb = even(m, SMALL_PRODUCT / (nb * kb));
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

  /// The size of about equal parts of `size`, each at most `most`.
  private static int even(int size, int most) {
    int parts = Math.max(1, (size + most - 1) / most);
    return Math.max(1, (size + parts - 1) / parts);
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

  /// `to[columns, rows] = transpose(from[rows, columns])`, whose rows lie their pitches apart.
  public static void transpose(
      int rows, int columns, long from, int fromPitch, long to, int toPitch) {
    try {
      SOMATCOPY.invokeExact(ROW_MAJOR, TRANSPOSED, rows, columns, 1f, from, fromPitch, to, toPitch);
    } catch (Throwable e) {
      throw new IllegalStateException("cblas_somatcopy could not be called", e);
    }
  }

  private static SymbolLookup load() {
    BlasCoreType.select();
    Loader.load(openblas.class);
    openblas.blas_set_num_threads(1);
    return SymbolLookup.loaderLookup();
  }

  private static MethodHandle sgemm() {
    ValueLayout.OfInt i = ValueLayout.JAVA_INT;
    ValueLayout.OfLong address = ValueLayout.JAVA_LONG;
    ValueLayout.OfFloat f = ValueLayout.JAVA_FLOAT;
    return handle(
        "cblas_sgemm",
        FunctionDescriptor.ofVoid(i, i, i, i, i, i, f, address, i, address, i, f, address, i));
  }

  private static MethodHandle somatcopy() {
    ValueLayout.OfInt i = ValueLayout.JAVA_INT;
    ValueLayout.OfLong address = ValueLayout.JAVA_LONG;
    ValueLayout.OfFloat f = ValueLayout.JAVA_FLOAT;
    return handle(
        "cblas_somatcopy", FunctionDescriptor.ofVoid(i, i, i, i, f, address, i, address, i));
  }

  private static MethodHandle handle(String name, FunctionDescriptor signature) {
    MemorySegment symbol =
        LIBRARY.find(name).orElseThrow(() -> new IllegalStateException("OpenBLAS has no " + name));
    return Linker.nativeLinker().downcallHandle(symbol, signature);
  }
}

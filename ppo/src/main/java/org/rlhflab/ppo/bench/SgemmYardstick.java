package org.rlhflab.ppo.bench;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.rlhflab.pretrain.model.kernel.Blas;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// What the machine's own matrix product reaches: one on every thread at once, the best of ten.
///
/// Other threads must be idle: a thread that only spins halves it.
final class SgemmYardstick {
  private static final int M = 2048;
  private static final int N = 512;
  private static final int K = 512;
  private static final int ROUNDS = 10;
  private static final int WARM_UP = 3;

  private SgemmYardstick() {}

  /// GFLOP/s of `threads` threads together.
  static double gflops(int threads) {
    CyclicBarrier barrier = new CyclicBarrier(threads);
    long[][] begins = new long[threads][WARM_UP + ROUNDS];
    long[][] ends = new long[threads][WARM_UP + ROUNDS];
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      long[] begin = begins[t];
      long[] end = ends[t];
      all[t] = Thread.ofPlatform().start(() -> multiply(barrier, begin, end));
    }
    for (Thread thread : all) {
      join(thread);
    }
    double best = Double.MAX_VALUE;
    for (int r = WARM_UP; r < WARM_UP + ROUNDS; r++) {
      long first = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (int t = 0; t < threads; t++) {
        first = Math.min(first, begins[t][r]);
        last = Math.max(last, ends[t][r]);
      }
      best = Math.min(best, last - first);
    }
    return 2.0 * M * N * K * threads / best;
  }

  private static void multiply(CyclicBarrier barrier, long[] begin, long[] end) {
    NativeArray a = ones((long) M * K);
    NativeArray b = ones((long) K * N);
    NativeArray c = ones((long) M * N);
    try {
      for (int r = 0; r < begin.length; r++) {
        barrier.await();
        begin[r] = System.nanoTime();
        Blas.multiplyWhole(M, N, K, a.address(), b.address(), c.address());
        end[r] = System.nanoTime();
      }
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("the yardstick was interrupted", e);
    }
  }

  private static NativeArray ones(long length) {
    NativeArray array = new NativeArray(length);
    for (long i = 0; i < length; i++) {
      NativeArray.set(array.address(), i, 1f);
    }
    return array;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the yardstick was interrupted", e);
    }
  }
}

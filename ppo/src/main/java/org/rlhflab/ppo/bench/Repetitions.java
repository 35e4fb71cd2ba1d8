package org.rlhflab.ppo.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.rlhflab.pretrain.model.kernel.NativeArray;

/// The median time of a piece of work once it is warm, and what it allocates.
///
/// @param milliseconds median of one repetition
/// @param allocatedBytes mean of one repetition: the heap's of all threads and [NativeArray]'s
record Repetitions(double milliseconds, long allocatedBytes) {
  private static final int LEAST = 5;
  private static final int MOST = 2000;
  private static final int WARM = 150;
  private static final double LEAST_WARM_UP = 4;
  private static final double MOST_WARM_UP = 12;
  private static final double SECONDS = 3;

  /// Repeats some seconds to warm up, then at least five times.
  static Repetitions of(Runnable work) {
    long warm = System.nanoTime();
    for (int i = 0; !warmedUp(i, seconds(warm)); i++) {
      work.run();
    }
    double[] times = new double[MOST];
    int count = 0;
    long allocated = allocatedSoFar();
    long start = System.nanoTime();
    while (count < MOST && (count < LEAST || seconds(start) < SECONDS)) {
      long begin = System.nanoTime();
      work.run();
      times[count++] = seconds(begin) * 1e3;
    }
    long each = (allocatedSoFar() - allocated) / count;
    Arrays.sort(times, 0, count);
    return new Repetitions(times[count / 2], each);
  }

  /// Whether the compiler has had its say: until then kernels are slow and put vectors on the heap.
  private static boolean warmedUp(int repetitions, double seconds) {
    return repetitions >= LEAST
        && (seconds >= MOST_WARM_UP || (seconds >= LEAST_WARM_UP && repetitions >= WARM));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  private static long allocatedSoFar() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getTotalThreadAllocatedBytes() + NativeArray.allocatedBytes();
  }
}

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
  private static final double WARM_UP_SECONDS = 4;
  private static final double SECONDS = 3;

  /// Repeats some seconds to warm up, then at least five times.
  static Repetitions of(Runnable work) {
    long warm = System.nanoTime();
    for (int i = 0; i < LEAST || seconds(warm) < WARM_UP_SECONDS; i++) {
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

  private static double seconds(long since) {
    return (System.nanoTime() - since) * 1e-9;
  }

  private static long allocatedSoFar() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getTotalThreadAllocatedBytes() + NativeArray.allocatedBytes();
  }
}

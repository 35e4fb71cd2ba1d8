package org.rlhflab.pretrain.model.kernel;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Two shards of work on up to two threads: the caller's and one of our own.
///
/// The number of shards is fixed, so the sums behind a result, and its bytes, are the same on one
/// thread and on two. Steps are a few milliseconds and have several parts each, so the helper
/// thread spins for a moment before it sleeps. Measured: a parked thread costs a fifth of a small
/// step. A shard that the helper has not begun when the caller is done with its own is taken back:
/// where other programs hold the second core, nothing waits for it.
public final class Workers implements AutoCloseable {
  /// Shards of every piece of work.
  public static final int SHARDS = 2;

  private static final int SPINS = 20_000;

  /// What becomes of the second shard: nothing to do, on offer, or begun by the helper.
  private static final int IDLE = 0;

  private static final int OFFERED = 1;
  private static final int BEGUN = 2;

  /// One shard of a piece of work.
  @FunctionalInterface
  public interface Work {
    /// Does shard number `shard`, from 0 up to [#SHARDS].
    void run(int shard);
  }

  private final @Nullable Thread thread;
  private final AtomicInteger second = new AtomicInteger(IDLE);
  private Work work = shard -> {};
  private @Nullable Throwable failure;
  private volatile boolean stopped;
  private volatile boolean asleep;

  /// With `threads` threads in all; more than two are not used.
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    thread = threads == 1 ? null : new Thread(this::loop, "rlhf-worker");
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /// Runs every shard and returns when all are done.
  public void run(Work shards) {
    try {
      runBoth(shards);
    } finally {
      // Kernels know arrays by address only: what owns these must outlive the work on them.
      Reference.reachabilityFence(shards);
    }
  }

  private void runBoth(Work shards) {
    if (thread == null) {
      shards.run(0);
      shards.run(1);
      return;
    }
    failure = null;
    work = shards;
    second.set(OFFERED);
    // Waking costs a system call; who is still spinning sees the offer without.
    if (asleep) {
      LockSupport.unpark(thread);
    }
    boolean withdrawn;
    try {
      shards.run(0);
    } finally {
      withdrawn = second.compareAndSet(OFFERED, IDLE);
      await();
    }
    if (withdrawn) {
      shards.run(1);
      return;
    }
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("a worker failed: " + thrown, thrown);
    }
  }

  /// Ends the helper thread.
  @Override
  public void close() {
    stopped = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  // Yielding is no matter of right or wrong here, only of speed: whoever shares the core goes on.
  @SuppressWarnings("ThreadPriorityCheck")
  private void await() {
    int spins = 0;
    while (second.get() != IDLE) {
      Thread.onSpinWait();
      if (++spins > SPINS) {
        Thread.yield();
      }
    }
  }

  /// Until there is an offer, which may have come before the caller could see that this one sleeps.
  private void sleep() {
    asleep = true;
    if (second.get() != OFFERED && !stopped) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  private void loop() {
    int spins = 0;
    while (!stopped) {
      // Looking first leaves the other core's cache line alone.
      if (second.get() != OFFERED || !second.compareAndSet(OFFERED, BEGUN)) {
        Thread.onSpinWait();
        if (++spins > SPINS) {
          sleep();
        }
        continue;
      }
      spins = 0;
      try {
        work.run(1);
      } catch (Throwable e) {
        failure = e;
      }
      second.set(IDLE);
    }
  }
}

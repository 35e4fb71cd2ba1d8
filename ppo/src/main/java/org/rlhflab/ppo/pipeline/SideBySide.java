package org.rlhflab.ppo.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Pieces of work that need nothing from each other, several at the same time: whole trainings fill
/// two cores better than the halves of one training's steps, which wait for each other.
///
/// They give the same bytes as one after the other, and are told of one after the other. Whoever is
/// done last has all the threads in the end.
final class SideBySide {

  /// Something to do.
  @FunctionalInterface
  interface Task<R> {
    /// Does it on the context's threads, and tells the listener.
    R run(StageContext context, Consumer<String> listener);
  }

  /// Who works now, and how many have not begun. Once all have, threads that nobody has go to the
  /// first who is at work.
  private static final class Shares {
    private final List<Workers> atWork = new ArrayList<>();
    private final int threads;
    private int waiting;

    Shares(int threads, int tasks) {
      this.threads = threads;
      this.waiting = tasks;
    }

    synchronized void begin(Workers workers) {
      waiting--;
      atWork.add(workers);
      share();
    }

    synchronized void end(Workers workers) {
      atWork.remove(workers);
      share();
    }

    private void share() {
      if (waiting == 0 && !atWork.isEmpty()) {
        int taken = atWork.stream().mapToInt(Workers::threads).sum();
        atWork.getFirst().add(threads - taken);
      }
    }
  }

  private SideBySide() {}

  /// Does all of them, at most so many at once, in contexts like this one but for their share of
  /// its threads.
  ///
  /// @return their results, in their order
  static <R> List<R> run(
      List<Task<R>> tasks, int most, StageContext context, Consumer<String> listener) {
    int threads = context.workers().threads();
    int atOnce = Math.min(most, Math.min(threads, tasks.size()));
    Narration narration = new Narration(listener, context.progress());
    List<Narration.Lane> lanes = tasks.stream().map(_ -> narration.lane()).toList();
    Shares shares = new Shares(threads, tasks.size());
    try (ExecutorService pool = Executors.newFixedThreadPool(atOnce)) {
      List<Future<R>> futures = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        Task<R> task = tasks.get(i);
        Narration.Lane lane = lanes.get(i);
        futures.add(pool.submit(() -> run(task, context, threads / atOnce, shares, lane)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(result(future));
      }
      return results;
    }
  }

  private static <R> R run(
      Task<R> task, StageContext context, int threads, Shares shares, Narration.Lane lane) {
    try (Workers workers = new Workers(threads)) {
      shares.begin(workers);
      try {
        return task.run(context.with(workers, lane), lane);
      } finally {
        shares.end(workers);
        lane.finished();
      }
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a task failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

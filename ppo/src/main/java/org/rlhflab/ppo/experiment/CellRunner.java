package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TrainingFailed;

/// Makes the cells of a comparison, as many at once as there are threads, each on a thread of its
/// own: cells need nothing from each other, so no core waits.
///
/// What is finished is left alone; what was cut off goes on; what another process has in hand is
/// waited for.
///
/// @param store where the models lie
/// @param data the world
/// @param heldOutPrompts a file
/// @param threads that compute
/// @param fresh whether to make again what is there
/// @param progress whom it tells how far it has come
public record CellRunner(
    CellStore store,
    DataFolder data,
    Path heldOutPrompts,
    int threads,
    boolean fresh,
    Progress progress) {
  private static final long WAIT_MILLIS = 500;

  /// Makes what is missing of these cells.
  ///
  /// @return the cells that could not be made, each with the reason
  public Map<Cell, String> run(List<Cell> cells) {
    List<Cell> missing =
        cells.stream().filter(it -> fresh || store.ownFigures(it).isEmpty()).toList();
    if (missing.isEmpty()) {
      return Map.of();
    }
    CellQueue queue = new CellQueue(missing, store);
    int atOnce = Math.min(threads, missing.size());
    SharedProgress shared = new SharedProgress(progress);
    progress.begin("comparing", missing.size(), missing.size() == 1 ? "cell" : "cells");
    try (ExecutorService threadsOfOurs = Executors.newFixedThreadPool(atOnce)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        all.add(threadsOfOurs.submit(() -> work(queue, threads / atOnce, shared)));
      }
      for (Future<?> each : all) {
        await(each);
      }
    } finally {
      progress.end();
    }
    return queue.failures();
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a cell failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void work(CellQueue queue, int threadsOfCell, SharedProgress shared) {
    boolean well = false;
    try (Workers workers = new Workers(threadsOfCell)) {
      for (Optional<CellQueue.Task> task = queue.next(); task.isPresent(); task = queue.next()) {
        work(task.get(), queue, workers, shared);
      }
      well = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!well) {
        queue.stop();
      }
    }
  }

  private void work(CellQueue.Task task, CellQueue queue, Workers workers, SharedProgress shared)
      throws InterruptedException {
    Optional<FolderLock> lock = lock(task);
    if (lock.isEmpty()) {
      queue.later(task);
      Thread.sleep(WAIT_MILLIS);
      return;
    }
    try (FolderLock _ = lock.get()) {
      if (fresh || !isFinished(task)) {
        StageContext context =
            new StageContext(
                task.cell().seed(), data, workers, shared.of(task.cell().toString()), fresh);
        new CellRun(task.cell(), store, heldOutPrompts, context).make(task.step());
      }
      queue.done(task);
    } catch (TrainingFailed failure) {
      queue.failed(task, failure.getMessage()).forEach(shared::giveUp);
      return;
    }
    if (task.step() == task.cell().last()) {
      shared.advance(task.cell());
    }
  }

  /// Stages find out by themselves; but a model that has been judged need not be judged again.
  private boolean isFinished(CellQueue.Task task) {
    if (task.step() == Step.FINE_TUNED) {
      return store.fineTunedFigures(task.cell()).isPresent();
    }
    return task.step() == task.cell().last() && store.ownFigures(task.cell()).isPresent();
  }

  private Optional<FolderLock> lock(CellQueue.Task task) {
    return FolderLock.of(store.place(task.cell(), task.step()).path());
  }
}

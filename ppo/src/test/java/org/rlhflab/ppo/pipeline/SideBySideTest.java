package org.rlhflab.ppo.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.StageContext;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.stage.TrainingFailed;

class SideBySideTest {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private <R> List<R> run(int threads, List<SideBySide.Task<R>> tasks) {
    try (Workers workers = new Workers(threads)) {
      DataFolder data = new DataFolder(Path.of("none"));
      StageContext context = new StageContext(7, data, workers, Progress.NONE, false);
      return SideBySide.run(tasks, 2, context, told::add);
    }
  }

  /// Nobody waits for ever: what fails fails.
  private static void await(CountDownLatch latch) {
    try {
      assertEquals(true, latch.await(10, TimeUnit.SECONDS), "the other task has not begun");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoTasksGoOnAtTheSameTimeAndAreToldOfInOrder() {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    List<String> results =
        run(
            2,
            List.of(
                (_, listener) -> {
                  await(secondIsDone);
                  listener.accept("first");
                  return "a";
                },
                (_, listener) -> {
                  listener.accept("second");
                  secondIsDone.countDown();
                  return "b";
                }));
    assertEquals(List.of("a", "b"), results);
    assertEquals(List.of("first", "second"), told);
  }

  @Test
  void everyTaskHasItsShareOfTheThreads() {
    for (int threads : new int[] {2, 4}) {
      CyclicBarrier both = new CyclicBarrier(2);
      SideBySide.Task<Integer> share =
          (context, _) -> {
            await(both);
            int own = context.workers().threads();
            await(both);
            return own;
          };
      assertEquals(List.of(threads / 2, threads / 2), run(threads, List.of(share, share)));
    }
    SideBySide.Task<Integer> alone = (context, _) -> context.workers().threads();
    assertEquals(List.of(1, 1), run(1, List.of(alone, alone)));
    assertEquals(List.of(3), run(3, List.of(alone)));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("the other task has not begun", e);
    }
  }

  @Test
  void whoeverIsLeftHasAllTheThreads() {
    List<Integer> results =
        run(
            2,
            List.of(
                (context, _) -> {
                  for (int i = 0; i < 1000 && context.workers().threads() == 1; i++) {
                    LockSupport.parkNanos(10_000_000);
                  }
                  return context.workers().threads();
                },
                (context, _) -> context.workers().threads()));
    assertEquals(List.of(2, 1), results);
  }

  @Test
  void aTaskThatFailsIsReportedOnceTheOthersAreDone() {
    SideBySide.Task<String> fails =
        (_, _) -> {
          throw new TrainingFailed("the loss is no number");
        };
    SideBySide.Task<String> works =
        (_, listener) -> {
          listener.accept("done");
          return "b";
        };
    TrainingFailed failure =
        assertThrows(TrainingFailed.class, () -> run(2, List.of(fails, works)));
    assertEquals("the loss is no number", failure.getMessage());
    assertEquals(List.of("done"), told);
  }
}

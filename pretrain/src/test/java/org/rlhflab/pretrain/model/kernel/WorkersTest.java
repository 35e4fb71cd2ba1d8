package org.rlhflab.pretrain.model.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void everyShardRunsOnceEachTime(int threads) {
    AtomicIntegerArray runs = new AtomicIntegerArray(Workers.SHARDS);
    try (Workers workers = new Workers(threads)) {
      for (int round = 1; round <= 1000; round++) {
        workers.run(runs::incrementAndGet);
        for (int shard = 0; shard < Workers.SHARDS; shard++) {
          assertEquals(round, runs.get(shard), "shard " + shard);
        }
      }
    }
  }

  @Test
  void twoThreadsAreTwoThreads() {
    try (Workers workers = new Workers(2)) {
      Thread[] threads = new Thread[Workers.SHARDS];
      CountDownLatch begun = new CountDownLatch(Workers.SHARDS);
      workers.run(shard -> {
        threads[shard] = Thread.currentThread();
        begun.countDown();
        awaitBoth(begun);
      });
      assertNotEquals(threads[0], threads[1]);
    }
  }

  private static void awaitBoth(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aShardThatTheHelperNeverBeginsIsDoneByTheCaller() throws InterruptedException {
    Workers workers = new Workers(2);
    workers.close();
    Thread.sleep(50);
    int[] runs = new int[Workers.SHARDS];
    workers.run(shard -> runs[shard]++);
    assertArrayEquals(new int[] {1, 1}, runs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aFailingShardIsReportedAndTheNextWorkRuns(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int failing = 0; failing < Workers.SHARDS; failing++) {
        int which = failing;
        RuntimeException thrown =
            assertThrows(
                RuntimeException.class,
                () ->
                    workers.run(shard -> {
                      if (shard == which) {
                        throw new IllegalArgumentException("shard " + shard + " broke");
                      }
                    }));
        assertTrue(String.valueOf(thrown.getMessage()).contains("shard " + which + " broke"));
        int[] runs = new int[Workers.SHARDS];
        workers.run(shard -> runs[shard]++);
        assertArrayEquals(new int[] {1, 1}, runs);
      }
    }
  }

  @Test
  void afterBothShardsFailedTheNextWorkIsNotBlamedForIt() {
    try (Workers workers = new Workers(2)) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              workers.run(shard -> {
                throw new IllegalArgumentException("shard " + shard + " broke");
              }));
      int[] runs = new int[Workers.SHARDS];
      workers.run(shard -> runs[shard]++);
      assertArrayEquals(new int[] {1, 1}, runs);
    }
  }

  @Test
  void workThatCameAfterASleepIsDone() throws InterruptedException {
    try (Workers workers = new Workers(2)) {
      int[] runs = new int[Workers.SHARDS];
      for (int round = 0; round < 3; round++) {
        Thread.sleep(30);
        workers.run(shard -> runs[shard]++);
      }
      assertArrayEquals(new int[] {3, 3}, runs);
    }
  }

  @Test
  void noThreadsAtAllAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Workers(0));
  }
}

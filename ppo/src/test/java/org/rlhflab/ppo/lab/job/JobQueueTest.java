package org.rlhflab.ppo.lab.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.lab.job.Job.State;
import org.rlhflab.ppo.lab.job.JobPlan.Lane;
import org.rlhflab.pretrain.stage.Json;

/// Jobs whose commands are words of a shell.
@DisabledOnOs(OS.WINDOWS)
class JobQueueTest {
  private static final Launcher SHELL = new Launcher(List.of("/bin/sh", "-c"));

  private static JobPlan plan(String... commands) {
    return plan(Lane.TRAINING, List.of(commands).stream().map(it -> Step.of(it)).toList());
  }

  private static JobPlan plan(Lane lane, List<Step> steps) {
    return new JobPlan(
        "test", "A test", "", lane, steps, List.of(), Json.MAPPER.createObjectNode());
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    for (int i = 0; i < 1000 && !what.getAsBoolean(); i++) {
      Thread.sleep(20);
    }
    assertTrue(what.getAsBoolean());
  }

  private static State state(JobQueue queue, Job job) {
    return queue.find(job.id()).orElseThrow().state();
  }

  @Test
  void stepsRunInOrderAndTheirDocumentsAreKept(@TempDir Path root) throws InterruptedException {
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      Job job = queue.submit(plan("echo '{\"n\":1}'", "echo '{\"n\":2}'"));
      await(() -> state(queue, job) == State.DONE);
      assertEquals(2, queue.document(job.id(), 1).orElseThrow().get("n").intValue());
    }
  }

  @Test
  void aFailureCarriesTheCommandsOwnSentence(@TempDir Path root) throws InterruptedException {
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      Job job =
          queue.submit(plan("echo 'rlhf: no such file' >&2; exit 2", "touch " + root + "/no"));
      await(() -> state(queue, job) == State.FAILED);
      assertEquals("no such file", queue.find(job.id()).orElseThrow().message());
      assertFalse(Files.exists(root.resolve("no")));
    }
  }

  @Test
  void aLabelFileWithBadLinesIsAnAnswer(@TempDir Path root) throws InterruptedException {
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      Job job = queue.submit(plan(Lane.LOOK, List.of(new Step(List.of("echo {}; exit 2"), true))));
      await(() -> state(queue, job) == State.DONE);
    }
  }

  @Test
  void oneTrainingRunsAtATimeAndALookBesideIt(@TempDir Path root) throws InterruptedException {
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      Job first = queue.submit(plan("sleep 30"));
      Job second = queue.submit(plan("sleep 30"));
      Job look = queue.submit(plan(Lane.LOOK, List.of(Step.of("echo {}"))));
      await(() -> state(queue, look) == State.DONE);
      await(() -> state(queue, first) == State.RUNNING);
      assertEquals(State.QUEUED, state(queue, second));
      queue.cancel(first.id());
      await(() -> state(queue, second) == State.RUNNING);
    }
  }

  @Test
  void aCancelledJobEndsItsChildAndCanGoOn(@TempDir Path root) throws InterruptedException {
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      Job job = queue.submit(plan("test -e %s/again || exec sleep 30".formatted(root)));
      await(() -> queue.find(job.id()).orElseThrow().process() > 0);
      long child = queue.find(job.id()).orElseThrow().process();
      queue.cancel(job.id());
      await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
      assertEquals(State.CANCELLED, state(queue, job));
      create(root.resolve("again"));
      queue.goOn(job.id());
      await(() -> state(queue, job) == State.DONE);
    }
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aJobGoesOnAfterTheServerEnds(@TempDir Path root) throws InterruptedException {
    Job job;
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      job =
          queue.submit(
              plan(
                  "echo one >> %s/log".formatted(root),
                  "test -e %s/again || exec sleep 30".formatted(root)));
      await(() -> queue.find(job.id()).orElseThrow().step() == 1);
    }
    create(root.resolve("again"));
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      await(() -> state(queue, job) == State.DONE);
    }
    assertEquals(List.of("one"), lines(root.resolve("log")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theChildOfAKilledServerIsEndedBeforeItsJobGoesOn(@TempDir Path root)
      throws InterruptedException, java.io.IOException {
    Process orphan = new ProcessBuilder("sleep", "30").start();
    long began = orphan.info().startInstant().orElseThrow().toEpochMilli();
    Job left = Job.queued("00001", plan("echo {}")).running(0, orphan.pid(), began, 1);
    new JobStore(root.resolve("jobs")).write(left);
    try (JobQueue queue = new JobQueue(root, SHELL)) {
      await(() -> state(queue, left) == State.DONE);
    }
    assertFalse(orphan.isAlive());
  }

  @Test
  void aHalfWrittenLineIsReadWhenItIsWhole(@TempDir Path root) throws java.io.IOException {
    Path file = root.resolve("metrics.jsonl");
    MetricsTail tail = new MetricsTail(file);
    assertEquals(List.of(), tail.read().lines());
    Files.writeString(file, "{\"step\":1}\n{\"st");
    assertEquals(List.of("{\"step\":1}"), tail.read().lines());
    Files.writeString(file, "ep\":2}\n", StandardOpenOption.APPEND);
    assertEquals(List.of("{\"step\":2}"), tail.read().lines());
    Files.writeString(file, "{\"step\":1}\n");
    assertEquals(new MetricsTail.News(List.of("{\"step\":1}"), true), tail.read());
  }

  @Test
  void timeLeftFollowsThePaceOfThisMachine(@TempDir Path root) throws java.io.IOException {
    List<Phase> phases = List.of(new Phase("a", "a", 10, 10), Phase.until("b", "b", 10));
    Pace pace = new Pace(root, phases, 0);
    assertEquals(20, pace.at(0).secondsLeft(), 1e-9);
    Files.writeString(root.resolve("a"), "x\n".repeat(5));
    Pace.Progress half = pace.at(10_000);
    assertEquals(0.25, half.share(), 1e-9);
    assertEquals(30, half.secondsLeft(), 1e-9); // 5 s of work took 10 s, 15 s of work are left
    assertEquals("a", half.phase());
  }
}

package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Processes of tiny trainings are killed at random moments and started again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeTest {
  /// One a stage in the suite, since each costs a start of Java; five where there is time, see
  /// `.ci/run`.
  private static final int KILLS_A_STAGE = Integer.getInteger("rlhf.kills", 1);

  private static final int MOST_CHECKPOINTS = 7;
  private static final int LONGEST_WAIT_MILLIS = 100;
  private static final List<String> RESULTS =
      List.of(
          "model/model.zip",
          "model/model.json",
          "model/tokenizer.json",
          "model/reference.zip",
          "model/read-out.json",
          "metrics.jsonl",
          "evaluation.jsonl",
          "samples.jsonl",
          "audit.json",
          "summary.json");

  private static final List<String> PRETRAIN =
      TinySetup.with(TinySetup.PRETRAIN.subList(1, TinySetup.PRETRAIN.size()), "--tokens=15000");
  private static final List<String> SFT = List.of("--epochs=3", "--batch-size=8");
  private static final List<String> REWARD_MODEL =
      List.of("--normalization-samples=2", "--batch-size=2", "--epochs=1");
  private static final List<String> PPO =
      List.of(
          "--iterations=20",
          "--batch-size=4",
          "--minibatch-size=2",
          "--maximum-tokens=8",
          "--calibration-samples=4",
          "--kl-controller=adaptive",
          "--evaluate-every=10");

  private Path folder = Path.of("");
  private Map<String, List<String>> stages = Map.of();

  /// Every stage once, in this process on two threads: what all others must repeat.
  @BeforeAll
  void runOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    TinySetup setup = TinySetup.make(shared);
    String model = "--model=" + setup.model();
    String labels = "--labels=" + setup.data().resolve("labels").resolve("careful.jsonl");
    String reward = "--reward-model=" + setup.rewardModel();
    String data = "--data=" + setup.data();
    stages =
        Map.of(
            "1-pretrain", TinySetup.with(PRETRAIN, "pretrain", data),
            "2-sft", TinySetup.with(SFT, "sft", data, model),
            "3-reward-model", TinySetup.with(REWARD_MODEL, "reward-model", data, model, labels),
            "4-ppo", TinySetup.with(PPO, "ppo", data, model, reward));
    for (String stage : stages.keySet()) {
      Rlhf run = Rlhf.run(stage(stage, "whole", 2));
      assertEquals(0, run.exitCode(), run.err());
    }
  }

  private List<String> stage(String name, String out, int threads) {
    return TinySetup.with(
        List.of("--out=" + folder.resolve(out), "--threads=" + threads),
        stages.getOrDefault(name, List.of()).toArray(String[]::new));
  }

  private Process start(Path log, List<String> flags, List<String> arguments) throws IOException {
    // The first compiler alone: starts faster, and the bytes must not depend on it.
    List<String> all =
        new ArrayList<>(List.of("-Drlhf.checkpoint.seconds=0", "-XX:TieredStopAtLevel=1"));
    all.addAll(flags);
    return new ShellCommand(log, all, arguments).start();
  }

  /// Kills a process somewhere in its stage; false if it was done before. One time in five that is
  /// while it writes its model, else some checkpoints after the beginning; the first time it is at
  /// least `checkpoints`, so that there is something to go on from.
  private static boolean kill(Process process, Path stage, SplittableRandom random, int checkpoints)
      throws IOException, InterruptedException {
    awaitChange(process, stage.resolve("stage.json"));
    if (checkpoints == 0 && random.nextInt(5) == 0) {
      awaitChange(process, stage.resolve("model/model.zip"));
    } else {
      for (int left = checkpoints + random.nextInt(MOST_CHECKPOINTS); left > 0; left--) {
        awaitChange(process, stage.resolve("checkpoint/training.bin"));
      }
      Thread.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
    }
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive;
  }

  private static void awaitChange(Process process, Path file)
      throws IOException, InterruptedException {
    long before = modified(file);
    while (process.isAlive() && modified(file) == before) {
      Thread.sleep(1);
    }
  }

  private static long modified(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private void assertFinishedAsTheWholeRun(Path stage, Path log) throws IOException {
    Path whole = folder.resolve("whole").resolve(stage.getFileName());
    assertTrue(Files.readString(stage.resolve("stage.json")).contains("\"finished\""));
    assertSameResults(whole, stage, log);
    try (Stream<Path> files = Files.walk(stage)) {
      assertEquals(List.of(), files.filter(it -> it.toString().endsWith(".tmp")).toList());
    }
    assertTrue(Files.notExists(stage.resolve("checkpoint")));
  }

  private static void assertSameResults(Path expected, Path stage, Path log) throws IOException {
    for (String file : RESULTS) {
      assertEquals(Files.exists(expected.resolve(file)), Files.exists(stage.resolve(file)), file);
      if (Files.exists(expected.resolve(file))) {
        assertArrayEquals(
            Files.readAllBytes(expected.resolve(file)),
            Files.readAllBytes(stage.resolve(file)),
            () -> stage.getFileName() + "/" + file + ": " + log);
      }
    }
  }

  /// Kills a stage so often, begins another one whenever it is finished, and finishes the last.
  private void killAndFinish(String name, int seed) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Path log = folder.resolve(name + ".log");
    int kills = 0;
    int runs = 0;
    while (kills < KILLS_A_STAGE) {
      Path stage = folder.resolve(name + "-" + runs).resolve(name);
      Process process = start(log, List.of(), stage(name, name + "-" + runs, 1));
      if (kill(process, stage, random, kills == 0 ? 1 : 0)) {
        kills++;
      } else {
        assertFinishedAsTheWholeRun(stage, log);
        runs++;
      }
    }
    String out = name + "-" + runs;
    int exit = start(log, List.of(), stage(name, out, 1)).waitFor();
    assertEquals(0, exit, Files.readString(log));
    assertFinishedAsTheWholeRun(folder.resolve(out).resolve(name), log);
    assertTrue(Files.readString(log).contains("going on at step"), Files.readString(log));
  }

  /// Two at a time. The whole run had two threads, these have one.
  @Test
  void stagesThatAreKilledEndAsIfNothingHadHappened()
      throws InterruptedException, ExecutionException {
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Future<?>> all = new ArrayList<>();
      for (String name : stages.keySet()) {
        all.add(
            two.submit(() -> {
              killAndFinish(name, name.charAt(0));
              return name;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  @Test
  void codeThatIsOnlyInterpretedGivesTheSameBytesAsCodeThatIsCompiled()
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    List<String> documents = new ArrayList<>();
    for (String what : List.of("stack", "queue", "tree", "heap", "list", "graph", "set", "map")) {
      documents.add("A " + what + " holds things.\n\nNobody needs a " + what + " at home.\n");
    }
    Files.writeString(corpus.resolve("few.txt"), String.join("\n", documents));
    List<String> tiny =
        List.of(
            "pretrain",
            "--corpus=" + corpus,
            "--data=" + folder.resolve("data"),
            "--tokens=60",
            "--sequence-length=10",
            "--batch-size=2",
            "--order=1",
            "--vocabulary=300",
            "--width=32",
            "--layers=1",
            "--heads=2");
    List<String> warm = TinySetup.with(tiny);
    List<String> cold = TinySetup.with(tiny);
    warm.addAll(List.of("--out=" + folder.resolve("warm"), "--threads=2"));
    cold.addAll(List.of("--out=" + folder.resolve("cold"), "--threads=1"));
    Rlhf run = Rlhf.run(warm);
    assertEquals(0, run.exitCode(), run.err());
    Path log = folder.resolve("cold.log");
    assertEquals(0, start(log, List.of("-Xint"), cold).waitFor(), Files.readString(log));
    assertSameResults(folder.resolve("warm/1-pretrain"), folder.resolve("cold/1-pretrain"), log);
  }

  @Test
  void aDivergedTrainingLeavesNothingToGoOnFrom() {
    List<String> arguments = stage("1-pretrain", "diverged", 1);
    arguments.add("--learning-rate=1e30");
    for (int i = 0; i < 2; i++) {
      Rlhf run = Rlhf.run(arguments);
      assertEquals(1, run.exitCode(), run.err());
      assertFalse(run.err().contains("going on"), run.err());
      Path checkpoint = folder.resolve("diverged/1-pretrain/checkpoint");
      assertTrue(Files.notExists(checkpoint.resolve("training.bin")));
    }
  }
}

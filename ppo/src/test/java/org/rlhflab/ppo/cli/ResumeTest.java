package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Processes of tiny trainings are killed at random moments and started again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeTest {
  private static final int KILLS_A_STAGE = 5;
  private static final int LONGEST_WAIT_MILLIS = 500;
  private static final List<String> RESULTS =
      List.of(
          "model/model.zip", "model/model.json", "metrics.jsonl", "samples.jsonl", "summary.json");

  private static final List<String> PRETRAIN =
      List.of("tokens=30000", "order=1", "vocabulary=300", "width=8", "layers=1", "heads=2");
  private static final List<String> SFT = List.of("epochs=2", "batch-size=16");
  private static final List<String> REWARD_MODEL =
      List.of("normalization-samples=8", "batch-size=2", "epochs=2");
  private static final List<String> PPO =
      List.of(
          "iterations=25",
          "batch-size=4",
          "minibatch-size=4",
          "maximum-tokens=16",
          "calibration-samples=8",
          "kl-controller=adaptive");

  private Path folder = Path.of("");

  /// The whole run once, in this warmed-up process on two threads: what all others must repeat.
  @BeforeAll
  void runOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    SmallData.write(folder.resolve("data"));
    List<String> some =
        Files.readAllLines(SmallData.WHOLE.resolve("prompts/eval.jsonl")).subList(0, 6);
    Files.write(folder.resolve("prompts.jsonl"), some);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream standardOut = System.out;
    PrintStream standardErr = System.err;
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      String[] arguments = wholeRun("whole", 2).toArray(String[]::new);
      assertEquals(0, Main.commandLine(Main.commands()).execute(arguments), said.toString());
    } finally {
      System.setOut(standardOut);
      System.setErr(standardErr);
    }
  }

  private List<String> common(String out, int threads) {
    return List.of(
        "--data=" + folder.resolve("data"), "--out=" + folder.resolve(out), "--threads=" + threads);
  }

  private List<String> wholeRun(String out, int threads) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(common(out, threads));
    arguments.addAll(
        List.of(
            "--pairs=20",
            "--max-tokens=24",
            "--samples=1",
            "--prompts=" + folder.resolve("prompts.jsonl")));
    PRETRAIN.forEach(it -> arguments.add("--set=pretrain." + it));
    SFT.forEach(it -> arguments.add("--set=sft." + it));
    REWARD_MODEL.forEach(it -> arguments.add("--set=reward-model." + it));
    PPO.forEach(it -> arguments.add("--set=ppo." + it));
    return arguments;
  }

  /// One stage on what the whole run made before it.
  private List<String> stage(String name, String out) {
    Path whole = folder.resolve("whole");
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(common(out, 1));
    if (!name.equals("pretrain")) {
      arguments.add("--model=" + whole.resolve(name.equals("sft") ? "1-pretrain" : "2-sft"));
    }
    if (name.equals("reward-model")) {
      arguments.add("--labels=" + whole.resolve("labels.jsonl"));
    }
    if (name.equals("ppo")) {
      arguments.add("--reward-model=" + whole.resolve("3-reward-model"));
    }
    List<String> settings =
        switch (name) {
          case "pretrain" -> PRETRAIN;
          case "sft" -> SFT;
          case "reward-model" -> REWARD_MODEL;
          default -> PPO;
        };
    settings.forEach(it -> arguments.add("--" + it));
    return arguments;
  }

  private Process start(Path log, List<String> flags, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-Drlhf.checkpoint.seconds=0"));
    all.addAll(flags);
    return new ShellCommand(log, all, arguments).start();
  }

  /// Kills a process a random while after its stage has begun to run; false if it was done before.
  private static boolean kill(Process process, Path stage, SplittableRandom random)
      throws IOException, InterruptedException {
    Path record = stage.resolve("stage.json");
    long before = modified(record);
    while (process.isAlive() && modified(record) == before) {
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
    boolean alive = process.isAlive();
    process.destroyForcibly().waitFor();
    return alive;
  }

  private static long modified(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
  }

  private void assertFinishedAsTheWholeRun(Path stage, Path log) throws IOException {
    Path whole = folder.resolve("whole").resolve(stage.getFileName());
    assertTrue(Files.readString(stage.resolve("stage.json")).contains("\"finished\""));
    for (String file : RESULTS) {
      assertEquals(Files.exists(whole.resolve(file)), Files.exists(stage.resolve(file)), file);
      if (Files.exists(whole.resolve(file))) {
        assertArrayEquals(
            Files.readAllBytes(whole.resolve(file)),
            Files.readAllBytes(stage.resolve(file)),
            () -> stage.getFileName() + "/" + file + ": " + log);
      }
    }
    try (Stream<Path> files = Files.walk(stage)) {
      assertEquals(List.of(), files.filter(it -> it.toString().endsWith(".tmp")).toList());
    }
    assertTrue(Files.notExists(stage.resolve("checkpoint")));
  }

  /// Kills a stage five times, begins another one whenever it is finished, and finishes the last.
  private void killAndFinish(String name, String stageFolder, int seed)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Path log = folder.resolve(name + ".log");
    int kills = 0;
    int runs = 0;
    while (kills < KILLS_A_STAGE) {
      String out = name + "-" + runs;
      Path stage = folder.resolve(out).resolve(stageFolder);
      if (kill(start(log, List.of(), stage(name, out)), stage, random)) {
        kills++;
      } else {
        assertFinishedAsTheWholeRun(stage, log);
        runs++;
      }
    }
    String out = name + "-" + runs;
    int exit = start(log, List.of(), stage(name, out)).waitFor();
    assertEquals(0, exit, Files.readString(log));
    assertFinishedAsTheWholeRun(folder.resolve(out).resolve(stageFolder), log);
    assertTrue(Files.readString(log).contains("going on at step"), Files.readString(log));
  }

  @Test
  void stagesKilledTwentyTimesEndAsIfNothingHadHappened()
      throws InterruptedException, ExecutionException {
    List<String> stages = List.of("pretrain", "sft", "reward-model", "ppo");
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < stages.size(); i++) {
        String name = stages.get(i);
        int number = i + 1;
        all.add(
            two.submit(() -> {
              killAndFinish(name, number + "-" + name, number);
              return name;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  @Test
  void aWholeRunKilledInEveryStageEndsAsIfNothingHadHappened()
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(5);
    Path log = folder.resolve("run.log");
    List<String> stages = List.of("1-pretrain", "2-sft", "3-reward-model", "4-ppo");
    for (String each : stages) {
      Path stage = folder.resolve("killed").resolve(each);
      kill(start(log, List.of(), wholeRun("killed", 1)), stage, random);
    }
    assertEquals(0, start(log, List.of(), wholeRun("killed", 1)).waitFor(), log.toString());
    for (String each : stages) {
      assertFinishedAsTheWholeRun(folder.resolve("killed").resolve(each), log);
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("whole/labels.jsonl")),
        Files.readAllBytes(folder.resolve("killed/labels.jsonl")));
  }

  @Test
  void codeThatIsOnlyInterpretedGivesTheSameBytesOnOneThread()
      throws IOException, InterruptedException {
    Path log = folder.resolve("cold.log");
    int exit = start(log, List.of("-Xint"), wholeRun("cold", 1)).waitFor();
    assertEquals(0, exit, Files.readString(log));
    for (String each : List.of("1-pretrain", "2-sft", "3-reward-model", "4-ppo")) {
      assertFinishedAsTheWholeRun(folder.resolve("cold").resolve(each), log);
    }
  }
}

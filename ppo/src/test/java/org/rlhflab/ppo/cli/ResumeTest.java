package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.rlhflab.pretrain.model.ModelFolder;

/// Processes of tiny trainings are killed at random moments and started again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeTest {
  private static final int KILLS_A_STAGE = 5;
  private static final int MOST_CHECKPOINTS = 12;
  private static final int LONGEST_WAIT_MILLIS = 100;
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
    assertEquals(0, inThisProcess(wholeRun("whole", 2), said), said.toString());
  }

  private int inThisProcess(List<String> arguments, ByteArrayOutputStream said) {
    PrintStream standardOut = System.out;
    PrintStream standardErr = System.err;
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      return Main.commandLine(Main.commands()).execute(arguments.toArray(String[]::new));
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

  /// Kills a process somewhere in its stage; false if it was done before. One time in five that is
  /// while it writes its model, else some checkpoints after the beginning.
  private static boolean kill(Process process, Path stage, SplittableRandom random)
      throws IOException, InterruptedException {
    awaitChange(process, stage.resolve("stage.json"));
    if (random.nextInt(5) == 0) {
      awaitChange(process, stage.resolve("model/model.zip"));
    } else {
      for (int left = random.nextInt(MOST_CHECKPOINTS); left > 0; left--) {
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
  void codeThatIsOnlyInterpretedGivesTheSameBytesAsCodeThatIsCompiled()
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    List<String> documents = new ArrayList<>();
    for (String what : List.of("stack", "queue", "tree", "heap", "list", "graph", "set", "map")) {
      documents.add("A " + what + " holds things.\n\nNobody needs a " + what + " at home.\n");
    }
    Files.writeString(corpus.resolve("few.txt"), String.join("\n", documents));
    List<String> warm = new ArrayList<>(List.of("pretrain", "--corpus=" + corpus));
    for (String each :
        List.of(
            "tokens=200",
            "sequence-length=10",
            "batch-size=2",
            "order=1",
            "vocabulary=300",
            "width=32",
            "layers=1",
            "heads=2")) {
      warm.add("--" + each);
    }
    List<String> cold = new ArrayList<>(warm);
    warm.addAll(common("warm", 2));
    cold.addAll(common("cold", 1));
    Path log = folder.resolve("cold.log");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    assertEquals(0, inThisProcess(warm, said), said.toString());
    assertEquals(0, start(log, List.of("-Xint"), cold).waitFor(), Files.readString(log));
    for (String file : RESULTS) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("warm/1-pretrain").resolve(file)),
          Files.readAllBytes(folder.resolve("cold/1-pretrain").resolve(file)),
          file);
    }
  }

  @Test
  void aDivergedTrainingLeavesItsLastGoodModelAndBeginsAnew() throws IOException {
    List<String> arguments = new ArrayList<>(stage("pretrain", "diverged"));
    arguments.add("--learning-rate=1e6");
    arguments.add("--maximum-gradient-norm=1e6");
    Path stage = folder.resolve("diverged").resolve("1-pretrain");
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      assertEquals(1, inThisProcess(arguments, said), said.toString());
      assertTrue(said.toString().contains("has diverged"), said.toString());
      assertFalse(said.toString().contains("going on"), said.toString());
      assertTrue(Files.readString(stage.resolve("stage.json")).contains("\"failed\""));
      ModelFolder.read(stage.resolve("checkpoint"));
      assertTrue(Files.notExists(stage.resolve("checkpoint").resolve("training.bin")));
    }
  }
}

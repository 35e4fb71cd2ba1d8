package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.TrainingFailed;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(name = "train", description = "Trains.", footer = "Example: rlhf train --seed 8")
  private static final class TrainCommand implements Callable<Integer> {
    @Mixin private final GlobalOptions global = new GlobalOptions();
    private final Callable<Integer> work;

    TrainCommand(Callable<Integer> work) {
      this.work = work;
    }

    @Override
    public Integer call() throws Exception {
      global.console().say("training with seed " + global.seed());
      return work.call();
    }
  }

  private int run(Callable<Integer> work, String... args) {
    CommandLine line = Main.commandLine(List.of(new TrainCommand(work)));
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
  }

  private int failWith(Exception failure) {
    return run(
        () -> {
          throw failure;
        },
        "train");
  }

  private String onlyLine() {
    List<String> lines = err.toString().lines().toList();
    assertEquals(1, lines.size(), err.toString());
    return lines.getFirst();
  }

  @Test
  void aCommandThatIsDoneExitsWithZero() {
    assertEquals(0, run(() -> 0, "train", "--seed", "8"));
    assertEquals("", err.toString());
  }

  @Test
  void badInputExitsWithTwoAndItsSentence() {
    assertEquals(2, failWith(BadInput.at(Path.of("labels.jsonl"), 17, "\"chosen\" is missing")));
    assertEquals("rlhf: labels.jsonl:17: \"chosen\" is missing", onlyLine());
  }

  @Test
  void badInputIsFoundInsideWhatAnotherThreadThrew() {
    assertEquals(2, failWith(new ExecutionException(new BadInput("no such folder"))));
    assertEquals("rlhf: no such folder", onlyLine());
  }

  @Test
  void anUncheckedIoExceptionExitsWithTwo() {
    assertEquals(2, failWith(new UncheckedIOException(new IOException("Broken pipe"))));
    assertTrue(onlyLine().contains("Broken pipe"));
  }

  @Test
  void aFailedTrainingExitsWithOne() {
    assertEquals(1, failWith(new TrainingFailed("the loss is no number at step 12")));
    assertEquals("rlhf: the loss is no number at step 12", onlyLine());
  }

  @Test
  void anInterruptionExitsWith130() {
    assertEquals(130, failWith(new InterruptedException()));
  }

  @Test
  void aDefectIsOneLineThatNamesTheFileWithItsTrace() throws IOException {
    assertEquals(1, failWith(new IllegalStateException("two\nlines")));

    String line = onlyLine();
    assertTrue(
        line.startsWith("rlhf: unexpected java.lang.IllegalStateException: two lines"), line);
    Path trace = Path.of(line.substring(line.lastIndexOf(' ') + 1));
    assertTrue(Files.readString(trace).contains("at org.rlhflab.ppo.cli.MainTest"));
    Files.delete(trace);
  }

  @Test
  void memoryThatRunsOutIsOneLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    int exitCode =
        Failures.catching(
            stream,
            () -> {
              throw new OutOfMemoryError();
            });

    assertEquals(1, exitCode);
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("memory does not suffice"));
  }

  @Test
  void anUnknownCommandExitsWithTwoAndSuggestsTheNearest() {
    assertEquals(2, run(() -> 0, "trian"));
    assertTrue(err.toString().startsWith("rlhf: no command is called 'trian'"), err.toString());
    assertTrue(err.toString().contains("train"), err.toString());
  }

  @Test
  void aWrongOptionValueExitsWithTwoAndNamesTheOption() {
    assertEquals(2, run(() -> 0, "train", "--seed", "x"));
    assertTrue(err.toString().contains("--seed"), err.toString());
    assertTrue(err.toString().contains("'rlhf train --help'"), err.toString());
  }

  @Test
  void noCommandAtAllExitsWithTwo() {
    assertEquals(2, run(() -> 0));
    assertTrue(err.toString().contains("a command is missing"), err.toString());
  }

  @Test
  void everyCommandHasHelpAndVersion() {
    assertEquals(0, run(() -> 1, "train", "--help"));
    assertTrue(out.toString().contains("Example: rlhf train --seed 8"), out.toString());
    assertEquals(0, run(() -> 1, "train", "--version"));
    assertTrue(out.toString().lines().anyMatch(l -> l.matches("rlhf \\d+\\.\\d+\\.\\d+")));
  }

  @Test
  void helpFitsEightyColumnsAndShowsExamples() {
    assertEquals(0, run(() -> 1, "--help"));
    assertTrue(out.toString().contains("rlhf demo"), out.toString());
    assertTrue(out.toString().lines().allMatch(l -> l.length() <= 80), out.toString());
  }
}

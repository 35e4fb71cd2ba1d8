package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageName;

class InterruptionTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;

  @Test
  @Timeout(120)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aProcessThatIsEndedInTheMiddleSaysSoInOneLine() throws IOException, InterruptedException {
    Path err = folder.resolve("err.txt");
    Process process = pretraining(err);
    Path metrics = RunFolder.of(folder.resolve("run")).stage(StageName.PRETRAIN).metrics();
    while (Files.notExists(metrics) && process.isAlive()) {
      Thread.sleep(50);
    }
    process.destroy();
    int exitCode = process.waitFor();
    List<String> said =
        Files.readAllLines(err).stream().filter(line -> !line.startsWith("WARNING")).toList();
    assertEquals(128 + 15, exitCode, said.toString());
    assertEquals(1, said.size(), said.toString());
    assertEquals("rlhf: interrupted", said.getFirst());
  }

  /// A pretraining that would take hours, as a process of its own.
  private Process pretraining(Path err) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(
        TinySetup.with(TinySetup.PRETRAIN, "pretrain").stream()
            .map(option -> option.startsWith("--tokens") ? "--tokens=50000000" : option)
            .toList());
    command.addAll(List.of("--quiet", "--data=../data", "--out=" + folder.resolve("run")));
    return new ProcessBuilder(command)
        .redirectError(err.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  @TempDir Path data;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void copyWorld() throws IOException {
    Files.createDirectory(data.resolve("world"));
    try (Stream<Path> files = Files.list(Path.of("..", "data", "world"))) {
      for (Path file : files.toList()) {
        Files.copy(file, data.resolve("world").resolve(file.getFileName()));
      }
    }
  }

  private int run(String... arguments) {
    CommandLine command = new CommandLine(new DataCommand()).setOut(new PrintWriter(out, true));
    return command.execute(
        Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
            .toArray(String[]::new));
  }

  @Test
  void whatGenerateWritesValidates() {
    assertEquals(0, run("generate", "--seed", "11"));
    assertEquals(0, run("validate", "--seed", "11"));
    assertTrue(out.toString().contains("sound"), out.toString());
  }

  @Test
  void anEditedFileDoesNotValidateAndIsNamed() throws IOException {
    run("generate");
    Files.writeString(
        data.resolve("prompts").resolve("train.jsonl"), "{}\n", StandardOpenOption.APPEND);
    assertEquals(1, run("validate"));
    assertTrue(out.toString().contains("problem: prompts/train.jsonl differs"), out.toString());
  }

  @Test
  void generatingTwiceLeavesTheSameFiles() throws IOException {
    run("generate");
    String before = Files.readString(data.resolve("corpus").resolve("qa.txt"));
    run("generate");
    assertEquals(before, Files.readString(data.resolve("corpus").resolve("qa.txt")));
    try (Stream<Path> files = Files.walk(data)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".part")).toList());
    }
  }

  @Test
  void helpShowsAnExample() {
    assertEquals(
        0,
        new CommandLine(new DataCommand())
            .setOut(new PrintWriter(out, true))
            .execute("generate", "--help"));
    assertTrue(out.toString().contains("rlhf data generate --data data"), out.toString());
  }
}

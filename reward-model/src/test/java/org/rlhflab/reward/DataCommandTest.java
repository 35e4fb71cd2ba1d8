package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class DataCommandTest {
  private static final Path SHIPPED = Path.of("..", "data");

  @TempDir private Path data = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void copyWhatIsWrittenByHand() throws IOException {
    for (String folder : List.of("world", "annotators")) {
      Files.createDirectory(data.resolve(folder));
      try (Stream<Path> files = Files.list(SHIPPED.resolve(folder))) {
        for (Path file : files.toList()) {
          Files.copy(file, data.resolve(folder).resolve(file.getFileName()));
        }
      }
    }
  }

  @Test
  void whatGenerateWritesValidates() throws IOException {
    assertEquals(0, run(new DataCommand.Generate(), "--seed", "11", "--quiet"));
    assertTrue(text().lines().count() == 1 && text().startsWith("19 files"), text());
    assertEquals(0, run(new DataCommand.Validate(), "--seed", "11"));
    assertTrue(text().endsWith("sound\n"), text());
  }

  @Test
  void aPlainGenerateReproducesWhatIsShipped() throws IOException {
    JsonNode json = json(new DataCommand.Generate());
    assertEquals(19, json.get("files").size());
    for (JsonNode file : json.get("files")) {
      String name = file.get("name").stringValue();
      assertTrue(file.get("changed").booleanValue(), name);
      byte[] made = Files.readAllBytes(data.resolve(name));
      assertArrayEquals(Files.readAllBytes(SHIPPED.resolve(name)), made, name);
    }
  }

  @Test
  void anEditedFileDoesNotValidateAndIsNamed() throws IOException {
    run(new DataCommand.Generate());
    Path edited = data.resolve("labels").resolve("careful.jsonl");
    Files.writeString(edited, "{}\n", StandardOpenOption.APPEND);
    assertEquals(1, run(new DataCommand.Validate()));
    assertTrue(text().contains("problem: labels/careful.jsonl differs"), text());
    JsonNode again = json(new DataCommand.Generate());
    for (JsonNode file : again.get("files")) {
      boolean wasEdited = file.get("name").stringValue().equals("labels/careful.jsonl");
      assertEquals(wasEdited, file.get("changed").booleanValue(), file.toString());
    }
  }

  @Test
  void validationAsJsonCountsWhatIsThere() throws IOException {
    run(new DataCommand.Generate());
    JsonNode json = json(new DataCommand.Validate());
    assertEquals(0, json.get("problems").size());
    assertEquals(5 * 600, json.get("labels").intValue());
    assertTrue(json.get("evaluation_prompts").intValue() >= 400, json.toString());
  }

  @Test
  void aMissingProfileIsBadInputThatNamesTheFile() throws IOException {
    Files.delete(data.resolve("annotators").resolve("crowd.json"));
    BadInput bad = assertThrows(BadInput.class, () -> run(new DataCommand.Generate()));
    assertTrue(bad.getMessage().contains("crowd.json"), bad.getMessage());
    assertFalse(Files.exists(data.resolve("corpus")), "something was written");
  }

  @Test
  void anOutFolderIsRefused() {
    BadInput bad =
        assertThrows(BadInput.class, () -> run(new DataCommand.Generate(), "--out", "elsewhere"));
    assertTrue(bad.getMessage().contains("--data"), bad.getMessage());
  }

  @Test
  void helpShowsExamplesInEightyColumns() {
    for (Callable<Integer> command :
        List.of(new DataCommand.Generate(), new DataCommand.Validate())) {
      CommandLine line = new CommandLine(command);
      String help = line.getUsageMessage();
      assertTrue(help.contains("  rlhf data " + line.getCommandName() + " --data"), help);
      assertTrue(help.lines().allMatch(it -> it.length() <= 80), help);
    }
  }

  private JsonNode json(Callable<Integer> command) throws IOException {
    run(command, "--json");
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private int run(Callable<Integer> command, String... options) {
    out.reset();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      String[] folder = {"--data", data.toString()};
      CommandLine.populateCommand(
          command, Stream.of(folder, options).flatMap(Stream::of).toArray(String[]::new));
      return command.call();
    } catch (BadInput e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      System.setOut(before);
    }
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}

package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class LabelsValidateCommandTest {
  private static final String GOOD = "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}";
  private static final String SAME = "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"a\"}";
  private static final String BAD = "{\"prompt\":\"p\",\"rejected\":\"b\"}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  @TempDir private Path folder = Path.of("");

  @Test
  void aGoodFileExitsWithZeroAndHasTheKeysThatOthersRelyOn() throws IOException {
    assertEquals(0, validate(List.of(GOOD), "--json"));
    JsonNode json = Json.MAPPER.readTree(out.toByteArray());
    for (String key :
        List.of("records", "bad", "duplicates", "contradictions", "ties", "bytes", "seconds")) {
      assertTrue(json.get(key).isNumber(), key);
    }
    assertEquals(1, json.get("records").intValue());
    assertEquals(GOOD.length() + 1, json.get("bytes").intValue());
  }

  @Test
  void aBadLineExitsWithTwoAndIsNamed() throws IOException {
    assertEquals(2, validate(List.of(GOOD, BAD)));
    assertTrue(text().contains("labels.jsonl:2: \"chosen\" is missing"), text());
    assertTrue(text().contains("2 labels, 1 bad"), text());
  }

  @Test
  void onlyTheFirstBadLinesAreListedAndTheOthersCounted() throws IOException {
    assertEquals(2, validate(Collections.nCopies(50, BAD)));
    assertEquals(20, text().lines().filter(line -> line.contains("is missing")).count());
    assertTrue(text().contains("30 more bad lines"), text());
  }

  @Test
  void equalResponsesAreCountedAndNoError() throws IOException {
    assertEquals(0, validate(List.of(GOOD, SAME)));
    assertTrue(text().contains("1 labels have the same text"), text());
  }

  @Test
  void anUnmarkedContradictionExitsWithTwo() throws IOException {
    String opposite = "{\"prompt\":\"p\",\"chosen\":\"b\",\"rejected\":\"a\"}";
    assertEquals(2, validate(List.of(GOOD, opposite)));
    assertTrue(text().contains("labels.jsonl:2: contradicts line 1"), text());
  }

  @Test
  void skippedLinesGoToASideFileWithTheirReasons() throws IOException {
    Path side = folder.resolve("bad.jsonl");
    assertEquals(0, validate(List.of(GOOD, BAD), "--skip-bad", side.toString()));
    JsonNode skipped = Json.MAPPER.readTree(Files.readString(side));
    assertEquals(2, skipped.get("line").intValue());
    assertTrue(skipped.get("reason").stringValue().contains("\"chosen\" is missing"));
    assertEquals(BAD, skipped.get("text").stringValue());
  }

  @Test
  void aMissingFileIsBadInput() {
    assertThrows(BadInput.class, () -> run(folder.resolve("none.jsonl").toString()));
  }

  private int validate(List<String> lines, String... options) throws IOException {
    Path file = folder.resolve("labels.jsonl");
    Files.writeString(file, String.join("\n", lines) + "\n");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(file.toString());
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      LabelsValidateCommand command = new LabelsValidateCommand();
      CommandLine.populateCommand(command, arguments);
      return command.call();
    } finally {
      System.setOut(before);
    }
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}

package org.rlhflab.sft.demonstration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;

class DemonstrationFileTest {
  @TempDir Path folder;

  private String refusal(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("d.jsonl"), line);
    return assertThrows(BadInput.class, () -> DemonstrationFile.read(file)).toString();
  }

  @Test
  void whatIsWrittenIsReadBackEqualWithItsUnknownFields() throws IOException {
    Path file = folder.resolve("d.jsonl");
    List<Demonstration> demonstrations =
        List.of(
            new Demonstration("d1", "Q?", "An answer.", "ann", Map.of("minutes", 4)),
            Demonstration.of("", "Q?", "Line one.\nLine two \u2014 \ud83d\ude00.", ""));
    DemonstrationFile.write(file, demonstrations);
    assertEquals(demonstrations, DemonstrationFile.read(file));
    assertTrue(
        Files.readString(file)
            .startsWith(
                "{\"id\":\"d1\",\"prompt\":\"Q?\",\"completion\":\"An"
                    + " answer.\",\"annotator\":\"ann\",\"minutes\":4}\n"));
  }

  @Test
  void aMissingOrEmptyCompletionIsRefusedByFileAndLine() throws IOException {
    assertTrue(refusal("{\"prompt\":\"Q?\"}").contains("d.jsonl:1: \"completion\" is missing"));
    assertTrue(
        refusal("{\"prompt\":\"Q?\",\"completion\":\"\"}").contains("\"completion\" is empty"));
    assertTrue(refusal("{\"completion\":\"A\"}").contains("\"prompt\" is missing"));
  }
}

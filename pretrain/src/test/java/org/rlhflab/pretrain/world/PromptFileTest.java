package org.rlhflab.pretrain.world;

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

class PromptFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBackEqualWithItsUnknownFields() throws IOException {
    Path file = folder.resolve("p.jsonl");
    List<Prompt> prompts =
        List.of(
            new Prompt("p1", "What is a stack?", "stack-and-queue", Map.of("group", "unseen")),
            Prompt.of("", "Why?", ""));
    PromptFile.write(file, prompts);
    assertEquals(prompts, PromptFile.read(file));
    assertTrue(Files.readString(file).endsWith("\n{\"prompt\":\"Why?\"}\n"));
  }

  @Test
  void aPromptThatAsksNothingIsRefusedByFileAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\":\"A?\"}\n{\"id\":\"x\"}");
    BadInput problem = assertThrows(BadInput.class, () -> PromptFile.read(file));
    assertTrue(problem.toString().contains("p.jsonl:2: \"prompt\" is missing"), problem.toString());
  }
}

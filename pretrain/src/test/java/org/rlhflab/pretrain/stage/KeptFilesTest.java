package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
  @TempDir Path folder;

  @Test
  void whatIsReadIsNotWrittenOverByWhateverName() throws IOException {
    Path input = Files.writeString(folder.resolve("labels.jsonl"), "{}");
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    for (Path output : new Path[] {input, link, folder.resolve("x/../labels.jsonl")}) {
      assertThrows(BadInput.class, () -> KeptFiles.checkInput("--out", output, input));
    }
    assertDoesNotThrow(() -> KeptFiles.checkInput("--out", folder.resolve("other.jsonl"), input));
  }

  @Test
  void twoOutputsNeedTwoFiles() {
    Path file = folder.resolve("out.jsonl");
    BadInput refusal =
        assertThrows(
            BadInput.class, () -> KeptFiles.checkOutputs("--skip-bad", file, "--out", file));
    assertEquals(
        file + ": is named by --skip-bad and by --out; name two files", refusal.getMessage());
  }
}

package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SkipBadOptionTest {
  private static final String GOOD = "{\"prompt\":\"p\",\"chosen\":\"a\",\"rejected\":\"b\"}";
  private static final Console QUIET = new Console(Streams.standard(), false, true);

  @TempDir Path folder;

  @Command
  private static final class Training {
    @Mixin private final SkipBadOption skipBad = new SkipBadOption();
  }

  private static SkipBadOption option(String... arguments) {
    return CommandLine.populateCommand(new Training(), arguments).skipBad;
  }

  @Test
  void theUsableLinesAreTrainedOnAndTheOthersKeptWithTheirReasons() throws IOException {
    Path labels = Files.writeString(folder.resolve("l.jsonl"), GOOD + "\nnonsense\n" + GOOD + "\n");
    Path side = folder.resolve("bad.jsonl");
    Path usable =
        option("--skip-bad", side.toString()).usable(labels, folder.resolve("run"), QUIET);
    assertEquals(GOOD + "\n" + GOOD + "\n", Files.readString(usable));
    assertEquals(1, Files.readAllLines(side).size());
    assertTrue(Files.readString(side).contains("\"text\":\"nonsense\""));
  }

  @Test
  void withoutItTheFileIsTakenAsItIs() {
    Path labels = folder.resolve("l.jsonl");
    assertEquals(labels, option().usable(labels, folder, QUIET));
    assertFalse(option().isAsked());
  }

  @Test
  void itNeedsALabelFile() {
    assertThrows(
        BadInput.class, () -> option("--skip-bad", "bad.jsonl").usable(null, folder, QUIET));
  }
}

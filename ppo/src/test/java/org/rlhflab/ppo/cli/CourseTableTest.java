package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Streams;

class CourseTableTest {
  @TempDir private Path folder;

  private static Console console(Charset encoding) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, encoding);
    return new Console(new Streams(out, out, false, false, true), false, false);
  }

  private Path log(String name, int... words) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      lines.append("{\"step\":%d,\"behaviour/words\":%d}\n".formatted(i + 1, words[i]));
    }
    return Files.writeString(folder.resolve(name), lines.toString());
  }

  @Test
  void seedsOfAPolicyAreAveragedAndWhatIsMissingIsLeftOut() throws Exception {
    List<Path> seeds = List.of(log("a", 10, 20, 30), log("b", 20, 40, 60), folder.resolve("none"));
    String table =
        CourseTable.of(console(StandardCharsets.UTF_8), Map.of("long", seeds)).orElseThrow();
    String row = table.lines().toList().get(2);
    assertEquals("long    words   15.00  ▁▅█            45.00", row);
    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
  }

  @Test
  void whereTheScreenHasNoBarsThereIsNoTable() throws Exception {
    List<Path> seeds = List.of(log("a", 10, 20, 30));
    assertEquals(
        Optional.empty(),
        CourseTable.of(console(StandardCharsets.US_ASCII), Map.of("long", seeds)));
  }
}

package org.rlhflab.pretrain.terminal;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean json, boolean quiet, boolean screen) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Console(new Streams(outStream, errStream, screen, screen, true), json, quiet);
  }

  private static void sayAll(Console console) {
    console.say("pretraining");
    console.print("a table");
    console.warn("one seed");
    console.json(Map.of("answer", "grün"));
  }

  private static void runTask(Progress progress) {
    progress.begin("pretraining", 800, "tokens");
    for (int i = 0; i < 80; i++) {
      progress.advance(10, "loss 2.31");
    }
    progress.end();
  }

  @Test
  void linesThatAreSaidFitTheScreen() {
    console(false, false, false).say("  " + "many words ".repeat(20).strip() + "\nfew");

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80));
    assertTrue(lines.get(1).startsWith("  many") || lines.get(1).startsWith("  words"));
    assertEquals("few", lines.getLast());
  }

  @Test
  void theDocumentIsKeptWhereTheUserWantsItAndPrintedOnlyWhenAsked(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mine/audit.json");
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Streams streams = new Streams(stream, stream, false, false, true);
    new Console(streams, false, false, Optional.of(file)).json(Map.of("answer", "grün"));

    assertEquals("", out.toString(StandardCharsets.UTF_8));
    assertEquals("grün", Json.MAPPER.readTree(Files.readString(file)).get("answer").asString());
  }

  @Test
  void withoutOptionsPeopleReadEverythingAndNoJson() {
    sayAll(console(false, false, false));

    assertEquals("pretraining\na table\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("warning: one seed\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void withJsonStandardOutputIsOneDocument() {
    sayAll(console(true, false, false));

    assertEquals("grün", Json.MAPPER.readTree(out.toByteArray()).get("answer").stringValue());
    assertEquals("pretraining\nwarning: one seed\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void quietLeavesResultsAndWarnings() {
    Console console = console(false, true, true);
    sayAll(console);
    runTask(console.progress());

    assertEquals("a table\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("warning: one seed\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void progressIsFourLinesWhereNobodyWatches() {
    runTask(console(false, false, false).progress());

    assertEquals(
        """
        pretraining: 25% of 800 tokens, loss 2.31
        pretraining: 50% of 800 tokens, loss 2.31
        pretraining: 75% of 800 tokens, loss 2.31
        pretraining: 100% of 800 tokens, loss 2.31
        """,
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void progressOnAScreenIsABarWithTaskAndMessage() {
    runTask(console(false, false, true).progress());

    String bar = err.toString(StandardCharsets.UTF_8);
    assertTrue(bar.contains("pretraining 100%"), bar);
    assertTrue(bar.contains("800/800 tokens"), bar);
    assertTrue(bar.contains("tokens/s"), bar);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void boldIsForScreensOnly() {
    assertEquals("\u001b[1mppo\u001b[0m", console(false, false, true).bold("ppo"));
    assertEquals("ppo", console(false, false, false).bold("ppo"));
    assertEquals("ppo", console(true, false, true).bold("ppo"));
  }

  @Command(name = "any")
  private static final class AnyCommand {
    @Mixin private final GlobalOptions global = new GlobalOptions();
  }

  private static GlobalOptions parse(String... args) {
    AnyCommand command = new AnyCommand();
    new CommandLine(command).parseArgs(args);
    return command.global;
  }

  @Test
  void globalOptionsHaveTheDocumentedDefaults() {
    GlobalOptions global = parse();

    assertEquals(7, global.seed());
    assertEquals(Runtime.getRuntime().availableProcessors(), global.threads());
    assertEquals("runs/sft", global.out("sft").toString().replace('\\', '/'));
    assertFalse(global.fresh() || global.json() || global.quiet());
  }

  @Test
  void optionsThatCannotBeMetSayWhatToDo() {
    BadInput threads = assertThrows(BadInput.class, () -> parse("--threads", "0").threads());
    BadInput data = assertThrows(BadInput.class, () -> parse("--data", "nowhere").data());

    assertEquals("--threads must be 1 or more, got 0", threads.getMessage());
    assertTrue(data.getMessage().startsWith("nowhere: no such folder"), data.getMessage());
  }
}

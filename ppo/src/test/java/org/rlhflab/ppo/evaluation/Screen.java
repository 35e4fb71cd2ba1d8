package org.rlhflab.ppo.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.pretrain.terminal.Streams;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// What a command shows, kept in memory.
///
/// @param out standard output
/// @param err standard error
public record Screen(ByteArrayOutputStream out, ByteArrayOutputStream err) {

  /// Nothing yet.
  public Screen() {
    this(new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }

  /// Runs a command, whose failures are thrown, with both streams kept.
  public static Screen of(Callable<Integer> command, String... arguments) throws Exception {
    Screen screen = new Screen();
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(screen.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(screen.err, true, StandardCharsets.UTF_8));
    try {
      CommandLine.populateCommand(command, arguments);
      command.call();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return screen;
  }

  /// A console that writes here.
  public Console console(boolean json) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Console(new Streams(outStream, errStream, false, false, false), json, false);
  }

  /// Standard output.
  public String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Standard error.
  public String complaints() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// Standard output as the one JSON document that it is.
  public JsonNode json() {
    return Json.MAPPER.readTree(out.toByteArray());
  }
}

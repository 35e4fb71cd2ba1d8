package org.rlhflab.ppo.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One run of the real command line.
///
/// @param exitCode what the process would end with
/// @param out standard output
/// @param err standard error
record Rlhf(int exitCode, String out, String err) {

  /// Runs `rlhf` with these arguments.
  static Rlhf run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream standardOut = System.out;
    PrintStream standardErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int exitCode = Main.commandLine(Main.commands()).execute(arguments.toArray(String[]::new));
      return new Rlhf(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(standardOut);
      System.setErr(standardErr);
    }
  }

  static Rlhf run(String... arguments) {
    return run(List.of(arguments));
  }
}

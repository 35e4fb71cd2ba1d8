package org.rlhflab.pretrain.terminal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output and standard error, and whether people see them directly.
///
/// @param out results
/// @param err narration beside results, progress, errors
/// @param outIsTerminal whether `out` is a screen
/// @param errIsTerminal whether `err` is a screen
/// @param colours whether the user wants colours: see <https://no-color.org>
public record Streams(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colours) {

  /// Those of this process.
  public static Streams standard() {
    boolean colours = System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();
    return new Streams(
        System.out,
        System.err,
        isTerminal("rlhf.terminal.out"),
        isTerminal("rlhf.terminal.err"),
        colours);
  }

  /// Puts standard error back where the user expects it.
  ///
  /// The launcher gives the Java runtime a filtered standard error, because it prints "WARNING:
  /// Using incubator modules" at every start and no option keeps it quiet; the real one it leaves
  /// open as the file that `rlhf.stderr` names.
  public static void restore() {
    String real = System.getProperty("rlhf.stderr");
    if (real != null) {
      try {
        // Appending: standard error may be a file, which must not be cut.
        FileOutputStream file = new FileOutputStream(real, true);
        System.setErr(new PrintStream(file, true, StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The filtered stream shows everything too, only later.
        return;
      }
    }
  }

  /// The launcher looked; without it only the console as a whole can be asked.
  // Null is what Java 25 gives where there is no terminal; the check knows Java 22 to 24 only.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal(String property) {
    String told = System.getProperty(property);
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    return System.console() != null && System.console().isTerminal();
  }
}

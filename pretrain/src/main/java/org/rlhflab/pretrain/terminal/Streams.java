package org.rlhflab.pretrain.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Optional;

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

  /// Whether a person sits at standard input and output alike, so that something can be asked.
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isConversation() {
    return standard().outIsTerminal() && System.console() != null && System.console().isTerminal();
  }

  /// Why what was printed did not all arrive; empty if it did, or if its reader has gone (`head`
  /// has read enough).
  public static Optional<String> lostOutput() {
    if (!System.out.checkError()) {
      return Optional.empty();
    }
    try (OutputStream again = new FileOutputStream(FileDescriptor.out)) {
      again.write('\n'); // for the system's own words
      return Optional.of("some of it was lost");
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      return reason.contains("pipe") ? Optional.empty() : Optional.of(reason);
    }
  }

  /// Puts standard error back where the user expects it.
  ///
  /// The launcher gives the Java runtime a filtered standard error, because it prints "WARNING:
  /// Using incubator modules" at every start and no option keeps it quiet. The real one it leaves
  /// open under the descriptor that `rlhf.stderr` names. Opening `/dev/fd/3` would not do: a log
  /// file would get a second position, at which others overwrite what we wrote.
  public static void restore() {
    Integer descriptor = Integer.getInteger("rlhf.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      Constructor<FileDescriptor> open = FileDescriptor.class.getDeclaredConstructor(int.class);
      open.setAccessible(true);
      OutputStream real = new FileOutputStream(open.newInstance(descriptor));
      System.setErr(new PrintStream(real, true, System.err.charset()));
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      // The filtered stream shows everything too.
      return;
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

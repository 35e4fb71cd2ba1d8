package org.rlhflab.ppo.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.rlhflab.pretrain.terminal.Streams;

/// Says so, in one line, when the user or the system ends the process before its command is done.
/// The exit code is the system's own: 130 after Ctrl-C.
final class Interruption {
  private static final AtomicBoolean OVER = new AtomicBoolean();

  private Interruption() {}

  /// From here on an end counts as an interruption. On a screen the sentence leaves the line on
  /// which progress stands.
  static void announce(Streams streams) {
    Runnable sentence =
        () -> {
          if (!OVER.get()) {
            String before = streams.errIsTerminal() ? System.lineSeparator() : "";
            streams.err().println(before + "rlhf: interrupted");
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(sentence, "rlhf-interruption"));
  }

  /// The command is done.
  static void over() {
    OVER.set(true);
  }
}

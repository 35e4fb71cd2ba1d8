package org.rlhflab.pretrain.terminal;

import java.nio.file.Path;
import java.util.Optional;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;

/// What a command says to its user: narration as it goes, the result, warnings, progress.
///
/// With `--json` standard output belongs to one JSON document, so narration goes to standard error;
/// with `--quiet` there is neither narration nor progress.
public final class Console {
  private final Streams streams;
  private final boolean json;
  private final boolean quiet;
  private final Optional<Path> kept;

  /// Over these streams.
  public Console(Streams streams, boolean json, boolean quiet) {
    this(streams, json, quiet, Optional.empty());
  }

  /// The same, where the result for programs also goes to a file.
  public Console(Streams streams, boolean json, boolean quiet, Optional<Path> kept) {
    this.streams = streams;
    this.json = json;
    this.quiet = quiet;
    this.kept = kept;
  }

  /// Whether the result is to be [#json], not [#print].
  public boolean wantsJson() {
    return json;
  }

  /// A line on what is being done.
  public void say(String line) {
    if (!quiet) {
      (json ? streams.err() : streams.out()).println(Paragraph.lines(line));
    }
  }

  /// The result, or a part of it, for people; with `--json` nothing.
  public void print(String text) {
    if (!json) {
      streams.out().println(text);
    }
  }

  /// Text that goes on on the same line, as a model writes it; with `--json` nothing.
  public void printPart(String text) {
    if (!json) {
      streams.out().print(text);
      streams.out().flush();
    }
  }

  /// Something the user should know although all goes on.
  public void warn(String line) {
    streams.err().println(Paragraph.lines("warning: " + line));
  }

  /// The result for programs, into the file that keeps it; on the screen only with `--json`.
  public void json(Object document) {
    kept.ifPresent(file -> AtomicFile.writeText(file, Json.pretty(document)));
    if (json) {
      JsonOutput.write(document, streams.out());
    }
  }

  /// A word made bold where the result goes to a screen that may show colours.
  public String bold(String text) {
    boolean plain = json || !streams.outIsTerminal() || !streams.colours();
    return plain ? text : "\u001b[1m" + text + "\u001b[0m";
  }

  /// A curve in a few characters; empty where the screen's encoding has no bars.
  public String sparkline(double[] values, int width) {
    return Sparkline.fits(streams.out().charset()) ? Sparkline.of(values, width) : "";
  }

  /// Shows how far a long task has come, on standard error.
  public Progress progress() {
    if (quiet) {
      return Progress.NONE;
    }
    return streams.errIsTerminal()
        ? new ProgressBar(streams.err())
        : new ProgressLines(streams.err());
  }
}

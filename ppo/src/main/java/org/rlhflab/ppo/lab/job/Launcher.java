package org.rlhflab.ppo.lab.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.stage.FileFailure;

/// Starts `rlhf` as a process of its own: its memory is not the server's, it ends when it is
/// killed, and what it leaves is what the same command leaves in a terminal.
///
/// @param command what starts `rlhf`: the launcher, or Java with its class path
public record Launcher(List<String> command) {
  /// Copies its list.
  public Launcher {
    command = List.copyOf(command);
  }

  Process start(List<String> arguments, Path out, Path err) {
    List<String> line = new ArrayList<>(command);
    line.addAll(arguments);
    try {
      Files.createDirectories(out.toAbsolutePath().getParent());
      return new ProcessBuilder(line)
          .redirectInput(ProcessBuilder.Redirect.from(nothing()))
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
    } catch (IOException e) {
      throw FileFailure.writing(out, e);
    }
  }

  private static java.io.File nothing() {
    boolean windows = java.io.File.separatorChar == '\\';
    return new java.io.File(windows ? "NUL" : "/dev/null");
  }
}

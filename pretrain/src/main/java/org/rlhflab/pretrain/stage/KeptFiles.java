package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a command must not write over: what it reads, and what else it writes.
public final class KeptFiles {
  private KeptFiles() {}

  /// Refuses to write over a file that is read; `option` names the output.
  public static void checkInput(String option, Path output, Path input) {
    if (isSame(output, input)) {
      throw BadInput.in(
          output, "is read, and %s would overwrite it; name another file".formatted(option));
    }
  }

  /// Refuses two outputs in one file.
  public static void checkOutputs(String option, Path output, String otherOption, Path other) {
    if (isSame(output, other)) {
      throw BadInput.in(
          output, "is named by %s and by %s; name two files".formatted(option, otherOption));
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw FileFailure.reading(one, e);
    }
  }
}

package org.rlhflab.pretrain.stage;

import java.nio.file.Path;
import java.util.Objects;

/// Input that cannot be used: one sentence for the user, turned into exit code 2 in one place.
///
/// A good message says where, what was found, what was expected and what to do.
public final class BadInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A sentence that is complete by itself.
  public BadInput(String message) {
    super(message);
  }

  /// Something wrong at a line of a file, printed as `file:line: message`.
  public static BadInput at(Path file, long line, String message) {
    return new BadInput(file + ":" + line + ": " + message);
  }

  /// Something wrong with a file as a whole, printed as `file: message`.
  public static BadInput in(Path file, String message) {
    return new BadInput(file + ": " + message);
  }

  /// The sentence: unlike other exceptions, these always have one.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

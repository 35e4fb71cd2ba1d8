package org.rlhflab.pretrain.stage;

import java.util.Objects;

/// A training or check that ran and failed (diverged, effect absent): exit code 1.
public final class TrainingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// One sentence for the user.
  public TrainingFailed(String message) {
    super(message);
  }

  /// The sentence: unlike other exceptions, these always have one.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

package org.rlhflab.pretrain.stage;

import java.util.Objects;

/// A training or check that ran and failed (diverged, effect absent): exit code 1.
public final class TrainingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// One sentence for the user.
  public TrainingFailed(String message) {
    super(message);
  }

  /// A training whose loss or gradient is no longer a number.
  public static TrainingFailed diverged() {
    return new TrainingFailed(
        "training has diverged: the loss is no longer a finite number; the last good model is in"
            + " the stage's checkpoint folder; try a lower --learning-rate");
  }

  /// The sentence: unlike other exceptions, these always have one.
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

package org.rlhflab.pretrain.stage;

/// A training or check that ran and failed (diverged, effect absent): exit code 1.
public final class TrainingFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// One sentence for the user.
  public TrainingFailed(String message) {
    super(message);
  }
}

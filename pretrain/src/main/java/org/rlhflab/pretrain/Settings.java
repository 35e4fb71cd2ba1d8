package org.rlhflab.pretrain;

import java.util.function.Supplier;
import org.rlhflab.pretrain.stage.BadInput;

/// Options turned into a configuration: a value out of its range is the user's mistake, not ours.
public final class Settings {
  private Settings() {}

  /// The configuration, or [BadInput] with the sentence of the range that was broken.
  public static <T> T of(Supplier<T> configuration) {
    try {
      return configuration.get();
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()) + "; see --help");
    }
  }
}

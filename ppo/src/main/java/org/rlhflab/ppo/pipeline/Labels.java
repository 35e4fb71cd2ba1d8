package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;

/// Where a reward model's labels come from.
public sealed interface Labels {
  /// What results call them.
  String name();

  /// A file, as it is.
  ///
  /// @param file of preferences
  record Given(Path file) implements Labels {
    @Override
    public String name() {
      return file.toString();
    }
  }

  /// Fresh labels of pairs of the run's own fine-tuned model's answers.
  ///
  /// @param name of the people
  /// @param profile what they are like
  record Fresh(String name, Path profile) implements Labels {}
}

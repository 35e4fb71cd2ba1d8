package org.rlhflab.ppo.lab.job;

import java.util.List;

/// One command line of a job, as the terminal would take it.
///
/// @param arguments what follows `rlhf`
/// @param mayRefuse whether exit code 2 is an answer too: a label file with bad lines was read
public record Step(List<String> arguments, boolean mayRefuse) {
  /// Copies its list.
  public Step {
    arguments = List.copyOf(arguments);
  }

  /// A command that must succeed.
  public static Step of(String... arguments) {
    return new Step(List.of(arguments), false);
  }
}

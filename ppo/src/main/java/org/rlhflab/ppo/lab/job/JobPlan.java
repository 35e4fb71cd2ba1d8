package org.rlhflab.ppo.lab.job;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What is to be done: ordinary command lines, and where to see how far they are.
///
/// @param kind which flow asked for it, for instance `bench`
/// @param title for people
/// @param run the run folder it fills, by its name in the lab; empty where it fills none
/// @param lane which queue it waits in
/// @param steps in order
/// @param phases in order
/// @param setting what was asked for, as the page sent it
public record JobPlan(
    String kind,
    String title,
    String run,
    Lane lane,
    List<Step> steps,
    List<Phase> phases,
    ObjectNode setting) {

  /// Jobs of one lane run one after the other, lanes beside each other.
  public enum Lane {
    /// Trainings: each uses every core.
    TRAINING,
    /// A look at labels, done in a moment.
    LOOK
  }

  /// Copies its lists.
  public JobPlan {
    steps = List.copyOf(steps);
    phases = List.copyOf(phases);
  }
}

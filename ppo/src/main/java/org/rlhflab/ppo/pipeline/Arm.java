package org.rlhflab.ppo.pipeline;

import org.rlhflab.pretrain.stage.RunFolder;

/// The part of a run that depends on labels: a reward model and the policy trained against it.
///
/// @param name tells it from other arms; empty where there is one only
/// @param folder where its stages are kept
/// @param labels where its labels come from
public record Arm(String name, RunFolder folder, Labels labels) {

  /// What results call a stage or a model of this arm.
  public String named(String stage) {
    return name.isEmpty() ? stage : stage + "-" + name;
  }
}

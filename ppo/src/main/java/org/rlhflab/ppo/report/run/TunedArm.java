package org.rlhflab.ppo.report.run;

import java.nio.file.Path;
import java.util.Optional;
import org.rlhflab.reward.audit.RewardAudit;
import tools.jackson.databind.JsonNode;

/// What one set of labels led to.
///
/// @param model the policy's figures; its name alone where there is no policy
/// @param rewardModel stage 3; empty where PPO was paid by a rule instead
/// @param ppo stage 4; empty where the arm ends with its reward model
/// @param labels the run's own label file; empty where it was trained on a file elsewhere
/// @param labelling how those labels were given: people, pairs, hashes
/// @param audit what the reward model pays for
public record TunedArm(
    ModelResult model,
    Optional<StageResults> rewardModel,
    Optional<StageResults> ppo,
    Optional<Path> labels,
    Optional<JsonNode> labelling,
    Optional<RewardAudit> audit) {

  /// Whose labels it was tuned on.
  public String people() {
    return model.labels().orElse(model.name());
  }
}

package org.rlhflab.ppo.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.RewardSource;
import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.ppo.pipeline.PipelineConfig;
import org.rlhflab.pretrain.stage.BadInput;

/// One side of a comparison: everything that a policy is made from but the seed.
///
/// @param name what results call it
/// @param demonstrations file that the fine-tuned model learns from
/// @param labels whose labels the reward model learns from
/// @param rule that PPO is paid by instead of the reward model
/// @param course what is made of the labels
/// @param config of all stages
/// @param settings what differs from the defaults, as the user wrote it
public record ComparedArm(
    String name,
    Path demonstrations,
    Labels labels,
    Optional<RewardSource> rule,
    Course course,
    PipelineConfig config,
    List<String> settings) {
  /// Copies its list; refuses a course that its labels cannot take.
  public ComparedArm {
    settings = List.copyOf(settings);
    course.check(name, labels);
    if (rule.isPresent() && config.ppo().valueHead() == PpoConfig.ValueStart.REWARD_MODEL) {
      throw new BadInput(
          "arm %s: a rule is no reward model that a value network could begin as".formatted(name));
    }
    if (course.rounds() > 1 && config.ppo().algorithm() == PpoConfig.Algorithm.BEST_OF_N) {
      throw new BadInput(
          "arm %s: best-of-n leaves no model that could answer in a second round".formatted(name));
    }
  }
}

package org.rlhflab.ppo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// What stage 4 reads.
///
/// @param fineTuned the model to tune: an sft stage's folder
/// @param reward where scores come from; DPO does without, and with one only measures by it
/// @param labels what DPO learns from; nobody else looks at them
/// @param prompts to answer in training
public record PpoInputs(
    Path fineTuned, Optional<RewardSource> reward, Optional<Labels> labels, Path prompts) {

  /// A label file.
  ///
  /// @param file of preferences
  /// @param without annotators whose labels are left out
  public record Labels(Path file, Set<String> without) {
    /// Copies its set.
    public Labels {
      without = Set.copyOf(without);
    }
  }

  /// Against a reward, without labels.
  public static PpoInputs of(Path fineTuned, RewardSource reward, Path prompts) {
    return new PpoInputs(fineTuned, Optional.of(reward), Optional.empty(), prompts);
  }
}

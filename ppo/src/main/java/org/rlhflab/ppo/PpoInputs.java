package org.rlhflab.ppo;

import java.nio.file.Path;

/// What stage 4 reads.
///
/// @param fineTuned the model to tune: an sft stage's folder
/// @param reward where scores come from
/// @param prompts to answer in training
public record PpoInputs(Path fineTuned, RewardSource reward, Path prompts) {}

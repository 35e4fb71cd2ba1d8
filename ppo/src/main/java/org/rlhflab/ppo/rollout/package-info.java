/// Sampling from the policy, and what reference and reward say of it.
///
/// Question answered: what did the policy do, and what was it worth?
///
/// Reading order: [RewardFunction], [ValueFeatures], [Rollout], [RolloutCollector].
///
/// Papers: Stiennon et al. 2020, section 3.4; Ouyang et al. 2022.
///
/// Imports the model, the reward model's responses and the value features; knows no files.
///
/// Example: `collector.collect(prompts, seed)`.
@NullMarked
package org.rlhflab.ppo.rollout;

import org.jspecify.annotations.NullMarked;

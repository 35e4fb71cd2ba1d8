/// Sampling from the policy, and what reference and reward say of it.
///
/// Question answered: what did the policy do, and what was it worth?
///
/// Reading order: [RewardFunction] and the rewards beside the learned ones ([LengthReward],
/// [GoldReward], [StandardizedReward], [EnsembleReward]); [ValueFeatures], [Rollout],
/// [RolloutCollector].
///
/// Papers: Stiennon et al. 2020, section 3.4; Ouyang et al. 2022; Singhal et al. 2023 (length);
/// Coste et al. 2023 (ensembles).
///
/// Imports the model, the reward model's responses, the world and its rubric; knows no files.
///
/// Example: `collector.collect(prompts, seed)`.
@NullMarked
package org.rlhflab.ppo.rollout;

import org.jspecify.annotations.NullMarked;

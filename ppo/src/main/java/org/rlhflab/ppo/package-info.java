/// Stage 4 of 4: PPO against the reward model, or an algorithm that PPO is compared with.
///
/// Question answered: what becomes of a model that is rewarded for what labels prefer?
///
/// Reading order: [PpoConfig], [PpoStage], [PpoTraining] and what an algorithm does in an iteration
/// ([PpoIteration], [GroupIteration], [PreferenceIteration], [BestOfNIteration]), [PpoCommand];
/// then `rollout`, `objective`, `baseline`, `policy`, `evaluation`, and `pipeline`, which puts all
/// four stages together.
///
/// Papers: Schulman et al. 2017; Ziegler et al. 2019; Stiennon et al. 2020; Ouyang et al. 2022.
///
/// May import all earlier modules.
///
/// Example: `new PpoStage(PpoConfig.DEFAULTS, context).run(sft, rewardModel, prompts, folder)`.
@NullMarked
package org.rlhflab.ppo;

import org.jspecify.annotations.NullMarked;

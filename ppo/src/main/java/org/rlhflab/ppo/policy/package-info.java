/// What learns in PPO: the policy by the clipped surrogate, the value function beside it.
///
/// Question answered: how does one step change the model?
///
/// Reading order: [ValueFunction], which is a [ValueHead] (with [RidgeRegression]) or a
/// [ValueModel]; [PolicyUpdate].
///
/// Papers: Schulman et al. 2017; Stiennon et al. 2020; Hoerl and Kennard 1970.
///
/// Imports the objectives, the rollout's record, the model and the reward model; knows no files and
/// no screen.
///
/// Example: `new PolicyUpdate(policy, workers, adam, 1, 0.7, new EntropyBonus(0)).step(responses,
/// loss, 3e-4)`.
@NullMarked
package org.rlhflab.ppo.policy;

import org.jspecify.annotations.NullMarked;

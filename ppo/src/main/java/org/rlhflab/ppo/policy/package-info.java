/// What learns in PPO: the policy by the clipped surrogate, the value head beside it.
///
/// Question answered: how does one step change the model?
///
/// Reading order: [ValueHead] (with [RidgeRegression]), [PolicyUpdate].
///
/// Papers: Schulman et al. 2017; Hoerl and Kennard 1970.
///
/// Imports the objectives, the rollout's record and the model; knows no files and no screen.
///
/// Example: `new PolicyUpdate(policy, workers, adam, 1, surrogate, 0.7).step(rollout, chosen,
/// advantages, 3e-4)`.
@NullMarked
package org.rlhflab.ppo.policy;

import org.jspecify.annotations.NullMarked;

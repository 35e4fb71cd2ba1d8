/// What PPO is compared with, each algorithm in one file that reads like its formula.
///
/// Question answered: what does all of PPO buy over something simpler, at the same number of
/// responses?
///
/// Reading order: [BestOfN], which trains nothing; [ReinforceLeaveOneOut] and
/// [GroupRelativePolicyOptimization], which take the value head's guess from other responses to the
/// same prompt; [DirectPreferenceOptimization], which does without reward model and sampling.
///
/// Papers: Stiennon et al. 2020 (best of n); Ahmadian et al. 2024 (RLOO); Shao et al. 2024 (GRPO);
/// Rafailov et al. 2023 (DPO).
///
/// Arrays are ragged, as in `objective`; the responses to one prompt stand one after another.
///
/// Imports the objectives and the Bradley-Terry loss; no graph, no files, no options.
///
/// Example: `new ReinforceLeaveOneOut(4, 0.2f).advantages(returns)`.
@NullMarked
package org.rlhflab.ppo.baseline;

import org.jspecify.annotations.NullMarked;

/// The mathematics of PPO, each idea in one file that reads like its formula.
///
/// Question answered: given what was sampled and scored, what should the policy and the value head
/// change, and by how much?
///
/// Reading order, which is also the order of a step: [KlEstimator], [KlController], [ScoreShaping],
/// [TokenRewards], [GeneralizedAdvantageEstimation], [Whitening], [ClippedSurrogate] (a
/// [PolicyLoss], with [RatioFigures]), [ClippedValueLoss], [EntropyBonus].
///
/// Papers: Schulman et al. 2016 (advantages) and 2017 (PPO); Ziegler et al. 2019 and Ouyang et al.
/// 2022 (PPO on language models); conventions follow TRL's `PPOTrainer`.
///
/// Ragged, not padded: every array holds the tokens of all responses one after another, and
/// response s is the tokens `starts[s]` up to, without, `starts[s + 1]`. So no mean ever needs a
/// mask.
///
/// Imports `java.*` only: no graph, no files, no options.
///
/// Example: `new ClippedSurrogate(0.2f).evaluate(logProbs, oldLogProbs, advantages, dLogProbs)`.
@NullMarked
package org.rlhflab.ppo.objective;

import org.jspecify.annotations.NullMarked;

/// What a reward model pays for.
///
/// Question answered: of two responses that differ in this and that, which does the model prefer,
/// how surely, and would the gold rubric and the labels have done so?
///
/// Reading order: [RewardAudit] (the whole), [PairDifferences] (what two responses differ in, as a
/// person would put it), [PreferenceEffects] (how much each difference counts), [RankCorrelation]
/// (whether reward goes with length).
///
/// Papers: Bradley and Terry 1952; Singhal et al. 2023 (arXiv 2310.03716: how much of what
/// reinforcement learning gains is length); Dubois et al. 2024 (arXiv 2404.04475: length as a term
/// of a regression).
///
/// May import `quality`, `label`, `model`'s measures and the world's records; trains nothing.
///
/// Example: `RewardAudit.of(labels, scores, heldOut, world)`.
@NullMarked
package org.rlhflab.reward.audit;

import org.jspecify.annotations.NullMarked;

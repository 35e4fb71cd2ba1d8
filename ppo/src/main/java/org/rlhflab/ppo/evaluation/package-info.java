/// Which of two models answers better, and how sure is that? Everything here compares scores of the
/// same prompts, pair by pair: what differs between prompts then cancels.
///
/// Read in this order: [WinRate], how often one beats the other; [PairedComparison], by how much on
/// average. Both stand on scores that the gold rubric has given and on
/// [org.rlhflab.pretrain.statistics.BootstrapInterval], which draws prompts, never single samples.
///
/// Win rates against a baseline as in Dubois et al., "AlpacaFarm" (2023, arXiv:2305.14387); paired
/// differences as in Miller, "Adding Error Bars to Evals" (2024, arXiv:2411.00640).
///
/// Imports the statistics and the rubric, no model and no folder.
///
/// `WinRate.of(ppoScores, sftScores, BootstrapInterval.withSeed(7)).rate()`
@NullMarked
package org.rlhflab.ppo.evaluation;

import org.jspecify.annotations.NullMarked;

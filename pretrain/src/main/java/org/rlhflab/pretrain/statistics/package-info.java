/// How sure can we be of a figure? Every mean that the product prints comes with a 95% interval,
/// and several comparisons at once are corrected for their number.
///
/// Read in this order: [Interval], the record that is printed; [BootstrapInterval], for means of
/// scores over prompts, several samples a prompt kept together; [WilsonInterval], for a share of
/// successes; [SignFlipTest], for paired differences; [HolmCorrection], for p-values.
///
/// Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13; Wilson (1927),
/// "Probable Inference"; Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure".
///
/// Imports `java.*` only. Random numbers come from a seed: the same seed gives the same interval.
///
/// `BootstrapInterval.withSeed(7).ofMean(goldScores)`
@NullMarked
package org.rlhflab.pretrain.statistics;

import org.jspecify.annotations.NullMarked;

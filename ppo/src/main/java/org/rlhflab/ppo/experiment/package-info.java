/// What do labels do, over many seeds? Arms that differ in labels, demonstrations or settings are
/// trained under the same seeds, judged on the same held-out prompts and compared pair by pair, so
/// that luck is told from effect.
///
/// Read in this order: [ComparedArm] and [Cell] (an arm under a seed), [Step] and [CellStore]
/// (where each part lies, named by what it is made of), [CellQueue], [CellRun] and [CellRunner]
/// (who makes which, several at once, resumed after an interruption), [CellFigures] (what is kept
/// of each), [LabelComparison] (intervals, tests, effect sizes), [Findings] (what they say),
/// [Compare] and [CompareResults] (the document). An [Experiment] adds what was expected
/// beforehand, an [Expectation] of its figures, and a [Verdict].
///
/// Miller, "Adding Error Bars to Evals" (2024, arXiv:2411.00640); Agarwal et al., "Deep
/// Reinforcement Learning at the Edge of the Statistical Precipice" (2021, arXiv:2108.13264), for
/// intervals over few seeds; Lakens (2013) for effect sizes.
///
/// Calls stages through `pipeline`; prints nothing.
///
/// `new Compare(runner, new LabelComparison(7)).run(arms, 7, 10, Shard.WHOLE)`
@NullMarked
package org.rlhflab.ppo.experiment;

import org.jspecify.annotations.NullMarked;

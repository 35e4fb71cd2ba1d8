/// How good is this response? Here the truth is known, so the question has an answer: the gold
/// rubric, seven dimensions from 1 to 5 and their weighted mean. It judges every evaluation and
/// gives simulated annotators the values that they then misjudge; it trains no model, except where
/// an experiment says so on its face. `data/rubric.md` is the same rubric in words for people.
///
/// Read in this order: [Dimension], then one file each for [Accuracy], [Completeness],
/// [InstructionAdherence], [Tone], [Safety], [Concision] and [Calibration] (every file has its
/// anchors and its one formula), then [GoldRubric], which weighs them, and [Behaviour], which
/// counts without judging. `Reading` is what they share: a response read against its question.
///
/// Imports the world's records and nothing else of ours. Ratings with written anchors follow
/// HelpSteer (Wang et al., 2023, arXiv:2311.09528); length and fluency that earn nothing answer
/// Singhal et al., "A Long Way to Go" (2023, arXiv:2310.03716).
///
/// `GoldRubric.DEFAULTS.score(question, response).overall()`
@NullMarked
package org.rlhflab.pretrain.rubric;

import org.jspecify.annotations.NullMarked;

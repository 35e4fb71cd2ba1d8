/// What judgments are, whatever is measured on them.
///
/// Question answered: who put which item into which category?
///
/// Reading order: [Judgments] (the one input of every measure and of every aggregation),
/// [PairJudgments] (labels of pairs in that form), [UndefinedMeasure] (what a measure throws where
/// the data leave it without a value).
///
/// Papers: Krippendorff, "Content Analysis" (2004), section 11.3, for reliability data with gaps.
///
/// May import `reward.label` and `java.*`; nothing of the other packages of quality.
///
/// Example: `PairJudgments.of(labels).judgments().firstOfEach()`.
@NullMarked
package org.rlhflab.reward.quality.judgment;

import org.jspecify.annotations.NullMarked;

/// How good labels are, and how much each should count.
///
/// Question answered: which labels does a reward model learn from, and with what weight?
///
/// Reading order: [LabelWeights] (from a file's labels to the ones that train).
///
/// Papers: Ouyang et al. 2022 (every label counts alike, the default here).
///
/// May import `reward.label` and `pretrain`; no JSON, no command line, no graph.
///
/// Example: `LabelWeights.of(labels, Set.of("careless-2")).labels()`.
@NullMarked
package org.rlhflab.reward.quality;

import org.jspecify.annotations.NullMarked;

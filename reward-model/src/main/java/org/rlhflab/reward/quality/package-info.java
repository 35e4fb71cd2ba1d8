/// How good labels are, and how much each should count.
///
/// Questions answered: who labels well, by what evidence, and which labels does a reward model
/// learn from, with what weight?
///
/// Reading order: [LabelAudit] (a report on a file and on everybody in it: [AnnotatorMeasures],
/// what is measured; [StatusRule], what is made of it; [SharedBias], what agreement cannot see),
/// [Weighting] (by what evidence labels weigh), [ReliabilityEstimates] and [ReliabilityWeight]
/// (from evidence to weight), [LabelWeights] (from a file's labels to the ones that train). The
/// measures are in `quality.agreement`, `quality.aggregation` and `quality.bias`.
///
/// Papers: Ouyang et al. 2022 (every label counts alike, the default here); Nitzan and Paroush 1982
/// (optimal weights of votes).
///
/// May import its sub-packages, `reward.label` and `pretrain`; no JSON, no command line, no graph.
///
/// Example: `LabelWeights.of(labels, Set.of("careless-2"), Weighting.GOLD, 0.6).labels()`.
@NullMarked
package org.rlhflab.reward.quality;

import org.jspecify.annotations.NullMarked;

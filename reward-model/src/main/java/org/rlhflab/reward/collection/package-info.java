/// Pairs of responses, before anybody has labelled them.
///
/// Question answered: which two responses to which question is an annotator shown, and which pairs
/// tell whether a reward model knows right from wrong?
///
/// Reading order: [SampledPairs] (what is labelled: a model's own responses, two to a prompt),
/// [PairSampler] (how they are drawn), [GoldTasks] (which of them have an answer that is known
/// beforehand), [OneFactPairs] (what is never labelled: pairs that differ in one statement only).
///
/// Papers: Christiano et al. 2017; Stiennon et al. 2020 (label what the model itself writes).
///
/// May import `reward.annotator` for the form of a task, and `pretrain`; not the reward model.
///
/// Example: `SampledPairs.of(folder, questions, 2000, 0.7, context)`.
@NullMarked
package org.rlhflab.reward.collection;

import org.jspecify.annotations.NullMarked;

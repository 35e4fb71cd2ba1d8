/// From many people's judgments to one answer for each item, with how sure it is.
///
/// Question answered: what is the right answer most likely to be, and who can be trusted?
///
/// Reading order: [ClassPosteriors] (the result: a probability for each category of each item),
/// [MajorityVote], [DawidSkene] (a confusion matrix for everybody), [Glad] (items differ in
/// difficulty), [Mace] (spammers); then, for pairs of responses: [Comparisons], [BradleyTerry]
/// (responses have abilities), [CrowdBradleyTerry] and [OnlineCrowdBradleyTerry] (people have
/// reliabilities too), [JointPreferenceModel] (reliability, order, length, confidence and ties in
/// one likelihood).
///
/// Papers: Dawid and Skene 1979; Whitehill et al. 2009; Hovy et al. 2013; Bradley and Terry 1952;
/// Chen et al. 2013; Davidson 1970.
///
/// **All of them rest on people erring independently.** Where most share a bias, its answer is
/// taken for the truth and those who resist it for the unreliable: only known answers tell.
///
/// May import `quality.judgment`, `quality.regression`, `quality.bias` and `reward.label`; no
/// files, no JSON.
///
/// Example: `DawidSkene.of(judgments).posteriors().best(0)`.
@NullMarked
package org.rlhflab.reward.quality.aggregation;

import org.jspecify.annotations.NullMarked;

/// How far people agree with each other, with themselves and with known answers.
///
/// Question answered: is what is labelled a property of the items, or of whoever looks at them?
///
/// Reading order: [PairwiseAgreement] (the plain share), [CohenKappa] (two people, chance taken
/// off), [FleissKappa] (many people, the same number on each item), [DifferenceFunction] and
/// [KrippendorffAlpha] (any number of people, gaps, ordered categories), [SelfConsistency] (one
/// person, twice), [GoldAccuracy] (one person against known answers).
///
/// Papers: Cohen 1960 and 1968; Fleiss 1971; Krippendorff 2011, "Computing Krippendorff's
/// Alpha-Reliability"; Wilson 1927 for the intervals of shares.
///
/// May import `quality.judgment` and `pretrain.statistics`; no files, no JSON, no model.
///
/// Example: `KrippendorffAlpha.of(judgments.firstOfEach(), DifferenceFunction.NOMINAL).alpha()`.
@NullMarked
package org.rlhflab.reward.quality.agreement;

import org.jspecify.annotations.NullMarked;

/// What shows that a claim of the lesson is so? Figures and texts from a finished run where there
/// is one, or else from the shipped labels, demonstrations, raw text and the grammar. Nothing is
/// stored: every figure is computed when it is asked for.
///
/// Reading order: [Demonstration] (their names), [Shown] (what one consists of: notes, quotations,
/// tables), [Evidence] (what they are computed from), [Demonstrations] (from a name to what is
/// shown), [StageDemonstrations], [TextDemonstrations], [LabelDemonstrations],
/// [PeopleDemonstrations] (the demonstrations themselves), [SimulatedPeople] (many kinds of people
/// on the same pairs), [LinearReward] (a reward model so small that it is trained in a moment).
///
/// It imports `report.run`, the label formats and measures, simulated annotators, the rubric and
/// the world; it trains no network and prints nothing.
///
/// `new Demonstrations(evidence).of(Demonstration.LENGTH).pieces()`
@NullMarked
package org.rlhflab.ppo.lesson.demonstration;

import org.jspecify.annotations.NullMarked;

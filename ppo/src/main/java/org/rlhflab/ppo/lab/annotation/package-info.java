/// How is a person who labels measured, and what is lost when the power goes? People by name, each
/// with pairs to compare, responses to rate and answers to write, gold tasks and repeats unmarked
/// among them; every click is on the disk before it is answered.
///
/// Reading order: [PersonName], [LabelPool] (what tasks are drawn from, and who judges),
/// [PairSitting] and [PairFeedback] (the measures that a platform takes), [RubricAnchors],
/// [RatingSitting] and [RatingFeedback], [DemonstrationSitting], [Desk] (who sits where),
/// [AnnotationRoutes] (what pages ask).
///
/// It imports the lesson's labelling, label formats and measures, and the lab's server; it trains
/// nothing.
///
/// `desk.pairs(new PersonName("anna")).view()`
@NullMarked
package org.rlhflab.ppo.lab.annotation;

import org.jspecify.annotations.NullMarked;

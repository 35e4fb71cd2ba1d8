/// What a person's labels depend on that they should not depend on.
///
/// Question answered: does this annotator choose by where a response stands, how long, how sure,
/// how cheerful or how tidy it is; does he or she tire; do the written reasons show any reading?
///
/// Reading order: [ResponseSurface] (what can be counted in any text), [PresentationBias] (choices
/// explained by position, length, confidence, enthusiasm and formatting at once), [Drift] (accuracy
/// over a session), [RationaleSpecificity] (reasons that cite), [RaterScale] (leniency and scale
/// use of people who rate), [MajorityOfOthers] (who differs from everybody else), [WorkingSpeed].
///
/// Papers: Singhal et al. 2023, "A Long Way to Go" (length); Hosking et al. 2024, "Human Feedback
/// Is Not Gold Standard" (assertiveness); Saal, Downey and Lahey 1980 (leniency and range
/// restriction of ratings).
///
/// May import `quality.judgment`, `quality.regression`, `reward.label` and statistics; no files, no
/// JSON, no model.
///
/// Example: `PresentationBias.of(labels).of(Term.LENGTH)`.
@NullMarked
package org.rlhflab.reward.quality.bias;

import org.jspecify.annotations.NullMarked;

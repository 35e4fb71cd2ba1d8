/// Whose labels are these, and what would they teach? The page of a label file.
///
/// Reading order: [LabelAuditPage] (all of it in the order of the page), [PeopleCharts] (everybody
/// in pictures), [Teaching] (what a model would learn from the file). Template: `audit.jte`.
///
/// It imports label audits, charts and parts of pages.
///
/// `LabelAuditPage.of(file, labels, audit, seed, world)`
@NullMarked
package org.rlhflab.ppo.report.audit;

import org.jspecify.annotations.NullMarked;

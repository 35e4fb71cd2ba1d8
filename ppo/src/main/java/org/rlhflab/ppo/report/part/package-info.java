/// What have pages of several kinds in common? Their parts, as records that templates lay out.
///
/// Reading order: [Page] (what every page is), [Headline] (a model in a few figures), [StageCard]
/// (a stage of the pipeline), [PeopleTable] (who labelled), [Provenance] (where numbers came from).
///
/// It imports the runs as read, charts and label audits.
///
/// `StageCard.of(runs)`
@NullMarked
package org.rlhflab.ppo.report.part;

import org.jspecify.annotations.NullMarked;

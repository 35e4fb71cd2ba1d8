/// How does a run become one page that people look at? A single HTML file with everything inside:
/// what was asked and what came out, the pipeline, the same questions answered by every model,
/// figures, curves, people, and where every number came from.
///
/// Reading order: [Report] (from folders to a file), [ReportPage] (what the page of runs says, in
/// records), [FiguresTable] and [Reproduction] (parts of its own), `part` (parts that pages share),
/// `comparison` (the page of several arms), `audit` (the page of a label file), [HtmlPage] (from
/// records to HTML), [SharedParts] (what the lab's pages have too), [InlineData] and
/// [ContentPolicy] (why nothing in a label file can run), [HeadlessBrowser] (pictures of it).
/// Templates: `src/main/jte`; style and script: resources beside this package.
///
/// It imports `run`, `answer`, `chart`, `part`, `comparison`, `audit`, the pipeline's configuration
/// and the world; it trains nothing and prints nothing.
///
/// `Report.write(List.of(folder), data, file)`
@NullMarked
package org.rlhflab.ppo.report;

import org.jspecify.annotations.NullMarked;

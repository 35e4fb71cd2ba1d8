/// How do arms differ, over seeds? The page of a `compare` or an experiment: what was found with
/// its numbers first, every arm and every pair of arms with intervals, what was expected and what
/// was measured, answers side by side, curves with seeds as bands.
///
/// Reading order: [FinishedComparison] and [ComparisonReader] (from a folder to what is in it),
/// [ShownMetric] (the figures that people ask for), [DifferenceSentence] and [ExpectedAndMeasured]
/// (in words), [ComparisonCharts] and [ComparisonTables] (in pictures and rows), [ComparisonPage]
/// (all of it in the order of the page). Template: `comparison.jte`.
///
/// It imports the results of comparisons, the runs as read, charts and answers; it trains nothing.
///
/// `ComparisonReader.read(folder)`
@NullMarked
package org.rlhflab.ppo.report.comparison;

import org.jspecify.annotations.NullMarked;

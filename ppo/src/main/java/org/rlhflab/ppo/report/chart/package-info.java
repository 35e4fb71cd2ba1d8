/// Which pictures does a page show? Every chart with its title, what to see in it, an alternative
/// text, its options for the charting library, and its numbers as a table.
///
/// Reading order: [Chart] and [ChartTable]; [Curve] and [LineChart], [Spread], [DotRow] and
/// [DotChart] (from numbers to options); then what is drawn: [TrainingCharts], [JudgmentCharts],
/// [LabelCharts]; [Palette] (which model has which colour, line and symbol).
///
/// Options: Apache ECharts 6, as JSON; functions stay in the page's script, which knows two
/// renderers by name. Overoptimization: Gao, Schulman and Hilton (2023), figure 1.
///
/// It imports the runs as read, the label audit and Jackson; it writes nothing.
///
/// `TrainingCharts.of(runs, palette)`
@NullMarked
package org.rlhflab.ppo.report.chart;

import org.jspecify.annotations.NullMarked;

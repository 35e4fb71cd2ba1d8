/// What does a finished run hold? Its folder, read into plain records, whole or not at all.
///
/// Reading order: [RunReader] (what must be there), [FinishedRun], [TunedArm] and [StageResults]
/// (the folder as records), [RunDocument] and [ModelResult] (`demo.json` and `run.json`), [Metrics]
/// (`metrics.jsonl`).
///
/// It imports `stage`, `statistics` and Jackson; it knows no page and no chart.
///
/// `RunReader.read(Path.of("runs/demo")).document().finding()`
@NullMarked
package org.rlhflab.ppo.report.run;

import org.jspecify.annotations.NullMarked;

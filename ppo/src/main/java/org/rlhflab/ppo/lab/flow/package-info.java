/// What can be trained from a page, and from which commands is it made? Each flow turns what a page
/// asks for into a plan of ordinary command lines, and finished run folders into what pages show.
///
/// Reading order: [LabFolder] (where everything lies, and which names lead there), [Preparation]
/// (base, fine-tuned model, crowd, baselines), [ReadyModels] (reused by every run), [BenchSetting]
/// and [BenchRun] (sliders to answers), [OwnLabelsRun], [TourStage], [LabelFileJobs], [RunView] and
/// [BaselineSentence] (what came of it), [JobRoutes] and [RunRoutes] (what pages ask).
///
/// It imports jobs, annotation, the lab's server and the reader of run folders; it trains nothing
/// itself, and loads no model.
///
/// `queue.submit(BenchRun.plan(folder, "bench-00007", setting))`
@NullMarked
package org.rlhflab.ppo.lab.flow;

import org.jspecify.annotations.NullMarked;

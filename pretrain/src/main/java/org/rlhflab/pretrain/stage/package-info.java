/// What does every stage share? A folder that says where its result came from, logs, inputs that
/// are read strictly, randomness that can be repeated, and errors that say what to do.
///
/// Reading order: [StageRun] (prepare the folder, reuse or train, write the record last),
/// [StageSession], [TrainingLoop], [Resumable] and [TrainingCheckpoint] (train, and go on after a
/// kill), [RunFolder], [StageFolder] and [StageRecord] (what lies where), [MetricName],
/// [MetricsLog] and [MetricsWindow] (what is measured), [JsonLines] on [TextLines] (how every
/// label, prompt and demonstration file is read), [AtomicFile], [RandomStreams], [BadInput].
///
/// Source of the random numbers' mixing: Steele, Lea and Flood, OOPSLA 2014. Metric names: Hugging
/// Face TRL.
///
/// It imports Jackson and nothing else of ours: every other package may import it.
///
/// `StageRun.in(RunFolder.of(out).stage(StageName.SFT), wanted, fresh)`
@NullMarked
package org.rlhflab.pretrain.stage;

import org.jspecify.annotations.NullMarked;

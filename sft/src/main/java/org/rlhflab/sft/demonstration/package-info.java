/// What people wrote to show how questions should be answered.
///
/// Question answered: from which questions and written answers does supervised fine-tuning learn?
///
/// Reading order: [Demonstration] (one written answer), [DemonstrationFile] (the file format),
/// [DemonstrationBatches] (what a step learns from).
///
/// Papers: Ouyang et al. 2022, section 3 (demonstrations are written by labelers before anything is
/// ranked).
///
/// May import `pretrain`; nothing of rewards or PPO.
///
/// Example: `DemonstrationFile.read(Path.of("data/demonstrations/mixed.jsonl"))`.
@NullMarked
package org.rlhflab.sft.demonstration;

import org.jspecify.annotations.NullMarked;

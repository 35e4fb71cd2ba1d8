/// Stage 2 of 4: supervised fine-tuning on written demonstrations.
///
/// Question answered: what do demonstrations teach beyond raw text?
///
/// Reading order: [SftConfig], [SftStage], [SftCommand]; the files in `demonstration`.
///
/// Papers: Ouyang et al. 2022, section 3.5; Rolnick et al. 2019 (replay).
///
/// May import `pretrain`; nothing of the later modules.
///
/// Example: `new SftStage(SftConfig.DEFAULTS, context).run(base, demonstrations, corpus, folder)`.
@NullMarked
package org.rlhflab.sft;

import org.jspecify.annotations.NullMarked;

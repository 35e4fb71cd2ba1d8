/// How do the four stages become one experiment? Pretraining and fine-tuning run once; then each
/// label file gets a reward model and a policy of its own, so that whatever differs between two
/// policies comes from the labels.
///
/// Reading order: [Pipeline] (the stages in turn), [PipelineConfig], [Labels] (who says which
/// answer is better), [Arm], [TwoArmRun] and [OneArmRun]; then [Comparison] (all models asked the
/// same questions), [Finding] (what the numbers say, and whether they say it) and [RunReport] (the
/// JSON document).
///
/// Papers: Ouyang et al. (2022), figure 2, for the stages; Gao et al. (2023) for judging by a truth
/// that no reward model has seen.
///
/// Imports every stage and the evaluation; prints nothing: `cli` gives it somebody to talk to.
///
/// `new OneArmRun(pipeline).run(folder, demonstrations, labels, 1)`
@NullMarked
package org.rlhflab.ppo.pipeline;

import org.jspecify.annotations.NullMarked;

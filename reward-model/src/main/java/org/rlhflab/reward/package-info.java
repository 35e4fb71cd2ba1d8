/// Stage 3: labels, and the reward model that is made from them.
///
/// Question answered: which score says of any response what the people who labelled would say?
///
/// Reading order: [RewardModelStage] (does it), [RewardModelConfig] (what), [RewardModelCommand]
/// (how it is asked for and shown), [RewardModelFitting] (the training loop), [HeldOutFigures] (how
/// good it is), [PromptSplit], [LabelSource]; [Annotation] and [AnnotateCommand] (fresh labels of a
/// model's own responses); [DataCommand] and [LabelsCommand] (the shipped data, and label files);
/// [LabelBudget], [LabelBreakEven] and [LabelPower] (what labels buy, and what gold tasks can
/// tell).
///
/// Papers: Christiano et al. 2017; Stiennon et al. 2020; Ouyang et al. 2022.
///
/// May import everything of this module and of `pretrain`; nothing of PPO.
///
/// Example: `new RewardModelStage(RewardModelConfig.DEFAULTS, context).run(sft, labels, Set.of(),
/// folder)`.
@NullMarked
package org.rlhflab.reward;

import org.jspecify.annotations.NullMarked;

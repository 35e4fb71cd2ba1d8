/// Stage 1 of 4, and what all four stages share.
///
/// Question answered: what does a model know that has only read raw text?
///
/// Reading order: [PretrainConfig], [PretrainStage], [LanguageModelComparison], [PretrainCommand];
/// for every stage: [StageContext], [StageRunner], [StageResult], [LastGoodModel],
/// [SampleResponses].
///
/// Papers: Radford et al. 2019 (the model); Chen and Goodman 1998 (what it is held against).
///
/// May import everything in this module; nothing of the later ones.
///
/// Example: `new PretrainStage(PretrainConfig.DEFAULTS, context).run(corpus, folder)`.
@NullMarked
package org.rlhflab.pretrain;

import org.jspecify.annotations.NullMarked;

/// The GPT in Deeplearning4j, its fast pass, its training and its sampling.
///
/// Question answered: how do tokens become log-probabilities, and losses become new parameters?
///
/// Reading order: [GptConfig], [PlainTransformer] (the whole model in plain loops), [Gpt] (the
/// graph and its parameters), [GptPass] (the same made fast), [LanguageModelHead] with
/// [HeadBlocks], [Optimizer], [LanguageModelTrainer], [TrapezoidalSchedule] and [CosineSchedule];
/// then [Generator], [Sampling], [ModelFolder], [Gpt2Checkpoint] (the same numbers as Hugging Face
/// names them).
///
/// Papers: Radford et al. 2019; Kingma and Ba 2015; Pascanu et al. 2013.
///
/// May import Deeplearning4j and ND4J, the kernels, `text`, `export` and `stage`; no screen, no
/// options.
///
/// Example: `pass.logProbabilities(batch, 0.7f, logProbs)`.
@NullMarked
package org.rlhflab.pretrain.model;

import org.jspecify.annotations.NullMarked;

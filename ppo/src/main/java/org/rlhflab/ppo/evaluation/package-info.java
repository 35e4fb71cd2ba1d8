/// Which of two models answers better, and how sure is that? Models answer questions whose right
/// answer is known, the gold rubric judges, and models are compared prompt by prompt: what differs
/// between prompts then cancels.
///
/// Read in this order: [Evaluation] (asks and judges), [EvaluatedResponses] (what was said),
/// [ModelFigures] and [ModelReport] (what it comes to); [WinRate], how often one beats the other;
/// [PairedComparison], by how much on average; [ExactKl], how far a tuned model has moved; last
/// [EvaluateCommand] and [EvaluationTable]. Intervals are of
/// [org.rlhflab.pretrain.statistics.BootstrapInterval], which draws prompts, never single samples.
///
/// Win rates against a baseline as in Dubois et al., "AlpacaFarm" (2023, arXiv:2305.14387); paired
/// differences as in Miller, "Adding Error Bars to Evals" (2024, arXiv:2411.00640).
///
/// Imports the model, the tokenizer, the world, the rubric and the statistics; of the stages
/// nothing.
///
/// `evaluation.report(evaluation.evaluate("sft", gpt, tokenizer, questions))`
@NullMarked
package org.rlhflab.ppo.evaluation;

import org.jspecify.annotations.NullMarked;

/// From labels to a scalar reward.
///
/// Question answered: which scores make the choices that people made most likely?
///
/// Reading order: [BradleyTerryLoss] (the objective, with its gradient), [EncodedResponse] and
/// [EncodedPair] (what it learns from), [ReadOut] and [Fluency] (what the head reads),
/// [RewardModel] (responses to scores), [RewardModelTrainer] (one step), [Scorer] and
/// [LinearScorer] (or the head alone), [RewardModelFolder] (on disk), [SequenceClassifier] (as
/// Hugging Face's tools open it), [ReliabilityCurve] (how well it knows what it knows).
///
/// Papers: Bradley and Terry 1952; Christiano et al. 2017; Ouyang et al. 2022 (equation 1); Guo et
/// al. 2017 (calibration).
///
/// May import `reward.label`, `quality.regression` and `pretrain`; nothing of PPO.
///
/// Example: `BradleyTerryLoss.evaluate(chosen, rejected, ties, weights, dChosen, dRejected)`.
@NullMarked
package org.rlhflab.reward.model;

import org.jspecify.annotations.NullMarked;

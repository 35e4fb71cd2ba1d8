/// From labels to a scalar reward.
///
/// Question answered: which scores make the choices that people made most likely?
///
/// Reading order: [BradleyTerryLoss] (the objective, with its gradient).
///
/// Papers: Bradley and Terry 1952; Christiano et al. 2017; Ouyang et al. 2022 (equation 1).
///
/// May import `reward.label` and `pretrain`; nothing of PPO.
///
/// Example: `BradleyTerryLoss.evaluate(chosen, rejected, ties, weights, dChosen, dRejected)`.
@NullMarked
package org.rlhflab.reward.model;

import org.jspecify.annotations.NullMarked;

/// Regressions of preferences on what differs between two responses.
///
/// Question answered: what do these choices pay for, how much, and how surely?
///
/// Reading order: [BradleyTerryRegression] (logistic regression of a choice on differences),
/// [RidgeLogistic] (the same for prediction from many columns), [InfluenceFunction] and
/// [GradientNorm] (what one observation does to it), [Cholesky] (the linear algebra that it needs).
///
/// Papers: Bradley and Terry 1952; Springall 1973 (Bradley-Terry models with explanatory
/// variables); Albert and Anderson 1984 (separation).
///
/// May import `quality.judgment` and `java.*`; no files, no JSON, no model.
///
/// Example: `BradleyTerryRegression.of(names, differences, outcomes, weights, 0)`.
@NullMarked
package org.rlhflab.reward.quality.regression;

import org.jspecify.annotations.NullMarked;

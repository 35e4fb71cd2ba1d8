package org.rlhflab.ppo.baseline;

import org.rlhflab.ppo.objective.PolicyLoss;
import org.rlhflab.reward.model.BradleyTerryLoss;

/// DPO: labels train the policy itself. What PPO would make of a reward is a policy; turned round,
/// every policy is the best one for some reward, and that implicit reward is fitted to the labels
/// as a reward model would be.
///
/// `r(y) = beta * sum over t of (log p(y_t) - log q(y_t))`, `loss = 1/n * sum of w_i * -log
/// sigmoid(r(chosen) - r(rejected))`
///
/// Source: Rafailov et al. 2023, arXiv 2305.18290, equations 5 and 7. The loss is
/// [BradleyTerryLoss], so ties and weights of labels mean what they mean for reward models.
///
/// | symbol | variable            | range                                              |
/// |--------|---------------------|----------------------------------------------------|
/// | beta   | `beta`              | over 0: what a nat of KL would cost PPO            |
/// | log p  | `logProbs`          | the policy's, at the sampling temperature          |
/// | log q  | `referenceLogProbs` | the frozen fine-tuned model's, at the same one     |
///
/// Where we differ: the paper takes temperature 1 throughout; here it is the sampling's, since that
/// is the policy which is asked in the end.
///
/// @param beta scale of the implicit reward
public record DirectPreferenceOptimization(float beta) {

  /// Checks the range.
  public DirectPreferenceOptimization {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("beta must be over 0, got " + beta);
    }
  }

  /// What came of one minibatch.
  ///
  /// @param loss weighted, in nats a pair
  /// @param accuracy share of pairs whose chosen response has the higher implicit reward
  /// @param margin mean difference of the implicit rewards
  public record Result(double loss, double accuracy, double margin) implements PolicyLoss.Result {}

  /// Evaluates a minibatch of pairs, chosen and rejected response in turn, and writes d(loss)/d(log
  /// p) into the last array.
  public Result evaluate(
      int[] starts, // [2 * pairs + 1]
      float[] logProbs, // [tokens]
      float[] referenceLogProbs, // [tokens]
      boolean[] ties, // [pairs]
      float[] weights, // [pairs]
      float[] dLogProbs) { // [tokens]
    int pairs = Groups.count(starts.length - 1, 2);
    float[][] rewards = new float[2][pairs]; // [chosen, rejected][pairs]
    for (int s = 0; s < 2 * pairs; s++) {
      double sum = 0;
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        sum += (double) logProbs[t] - referenceLogProbs[t];
      }
      rewards[s % 2][s / 2] = (float) (beta * sum);
    }
    float[][] dRewards = new float[2][pairs];
    BradleyTerryLoss.Result result =
        BradleyTerryLoss.evaluate(rewards[0], rewards[1], ties, weights, dRewards[0], dRewards[1]);
    for (int s = 0; s < 2 * pairs; s++) {
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        dLogProbs[t] = beta * dRewards[s % 2][s / 2];
      }
    }
    return new Result(result.loss(), result.accuracy(), result.meanMargin());
  }
}

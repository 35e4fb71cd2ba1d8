package org.rlhflab.ppo.objective;

/// What each token earns: every one pays for leaving the reference, the last one gets the score.
///
/// `reward_t = -beta * kl_t + [t is the response's last token] * score'`
///
/// Source: Ouyang et al. 2022, equation 2; Ziegler et al. 2019, section 2.1.
///
/// | symbol  | variable            | range                                             |
/// |---------|---------------------|---------------------------------------------------|
/// | beta    | `beta`              | at least 0                                        |
/// | kl_t    | by `estimator`      | nats a token                                      |
/// | score'  | `scores`            | the reward's, one a response, after `shaping`     |
///
/// The last token is the end-of-sequence token where there is one: nothing stands after it.
///
/// @param beta coefficient of the KL penalty
/// @param estimator of the KL at one token
/// @param shaping of the score, where the end is missing too
public record TokenRewards(float beta, KlEstimator estimator, ScoreShaping shaping) {

  /// Checks the range.
  public TokenRewards {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("beta must be at least 0, got " + beta);
    }
  }

  /// With scores as they are, less a penalty where the end is missing.
  public TokenRewards(float beta, KlEstimator estimator, float missingEndPenalty) {
    this(beta, estimator, ScoreShaping.penalty(missingEndPenalty));
  }

  /// Means over responses, under TRL's names.
  ///
  /// @param kl `objective/kl`: sum of a response's token estimates
  /// @param score `objective/scores`: after shaping
  /// @param nonScoreReward `objective/non_score_reward`: -beta * kl
  /// @param rlhfReward `objective/rlhf_reward`: the sum of both
  public record Result(double kl, double score, double nonScoreReward, double rlhfReward) {}

  /// Writes the reward of every token into the last array.
  public Result evaluate(
      int[] starts, // [responses + 1]
      float[] logProbs, // [tokens]
      float[] referenceLogProbs, // [tokens]
      float[] scores, // [responses]
      boolean[] ended, // [responses]
      float[] rewards) { // [tokens]
    Lengths.equal(logProbs.length, referenceLogProbs.length, rewards.length);
    Lengths.ragged(starts, logProbs.length);
    int responses = starts.length - 1;
    Lengths.equal(responses, scores.length, ended.length);
    double sumKl = 0;
    double sumScore = 0;
    for (int s = 0; s < responses; s++) {
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        double kl = estimator.of(logProbs[t], referenceLogProbs[t]);
        rewards[t] = (float) (-beta * kl);
        sumKl += kl;
      }
      float score = shaping.of(scores[s], ended[s]);
      rewards[starts[s + 1] - 1] += score;
      sumScore += score;
    }
    double kl = sumKl / responses;
    double score = sumScore / responses;
    return new Result(kl, score, -beta * kl, score - beta * kl);
  }
}

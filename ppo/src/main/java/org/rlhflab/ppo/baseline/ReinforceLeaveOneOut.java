package org.rlhflab.ppo.baseline;

import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.RatioFigures;

/// RLOO: a response is better than expected if it earned more than the mean of the others to the
/// same prompt. No value head, and the whole response is one action.
///
/// `A_i = R_i - 1/(k-1) * sum over j != i of R_j`, `loss = 1/T * sum over i of max(-A_i * rho_i,
/// -A_i * clip(rho_i, 1 - eps, 1 + eps))`, `rho_i = p(y_i) / p_old(y_i)`
///
/// Source: Ahmadian et al. 2024, arXiv 2402.14740, section 3.2 (REINFORCE with Kool et al.'s 2019
/// baseline); the clipped ratio of whole responses, for more than one step on the same responses,
/// as in TRL's `RLOOTrainer`. On the first step rho is 1, and the gradient is REINFORCE's.
///
/// | symbol   | variable    | range                                                        |
/// |----------|-------------|--------------------------------------------------------------|
/// | R_i      | `returns`   | score less beta * KL of the response, as the sum of its tokens' rewards |
/// | k        | `samples`   | at least 2 responses to each prompt, one after another       |
/// | A_i      | `advantages`| one a response; written                                      |
/// | eps      | `clipRange` | (0, 1)                                                       |
/// | T        |             | tokens of the minibatch: with it instead of the number of responses a step's gradient is about as large as PPO's, so that one clipping norm suits both |
///
/// @param samples responses to each prompt
/// @param clipRange how far a response's ratio may usefully go from 1
public record ReinforceLeaveOneOut(int samples, float clipRange) {

  /// Checks the ranges.
  public ReinforceLeaveOneOut {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, got " + samples);
    }
    if (!(clipRange > 0 && clipRange < 1)) {
      throw new IllegalArgumentException("clipRange must be in (0, 1), got " + clipRange);
    }
  }

  /// The advantage of every response.
  public float[] advantages(float[] returns) { // [responses]
    float[] advantages = new float[returns.length];
    for (int g = 0; g < Groups.count(returns.length, samples); g++) {
      double mean = Groups.mean(returns, g, samples);
      for (int i = g * samples; i < (g + 1) * samples; i++) {
        // The mean of the others, with one factor instead of another sum.
        advantages[i] = (float) ((returns[i] - mean) * samples / (samples - 1));
      }
    }
    return advantages;
  }

  /// Evaluates a minibatch of whole responses and writes d(loss)/d(log p) into the last array. The
  /// figures on ratios are over tokens, as in PPO; the clip fraction is over responses.
  public ClippedSurrogate.Result evaluate(
      int[] starts, // [responses + 1]
      float[] logProbs, // [tokens]
      float[] oldLogProbs, // [tokens]
      float[] advantages, // [responses]
      float[] dLogProbs) { // [tokens]
    int responses = starts.length - 1;
    int n = starts[responses];
    double loss = 0;
    int clipped = 0;
    RatioFigures figures = new RatioFigures();
    for (int s = 0; s < responses; s++) {
      double logRatio = 0;
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        double own = (double) logProbs[t] - oldLogProbs[t];
        figures.add(own, Math.exp(own));
        logRatio += own;
      }
      double ratio = Math.exp(logRatio);
      double plainLoss = -advantages[s] * ratio;
      double clippedLoss = -advantages[s] * Math.clamp(ratio, 1.0 - clipRange, 1.0 + clipRange);
      boolean isClipped = clippedLoss > plainLoss;
      loss += isClipped ? clippedLoss : plainLoss;
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        dLogProbs[t] = isClipped ? 0 : (float) (plainLoss / n);
      }
      clipped += isClipped ? 1 : 0;
    }
    return figures.result(loss / n, (double) clipped / responses);
  }
}

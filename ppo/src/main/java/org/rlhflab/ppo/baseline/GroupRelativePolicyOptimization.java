package org.rlhflab.ppo.baseline;

import org.rlhflab.ppo.objective.ClippedSurrogate;
import org.rlhflab.ppo.objective.KlEstimator;
import org.rlhflab.ppo.objective.RatioFigures;

/// GRPO: a response is as good as its score stands out from those of the others to the same prompt,
/// in deviations of that group. No value head; every token of a response has its advantage.
///
/// `A_i = (r_i - mean(r)) / std(r)`, `loss = 1/G * sum over i of 1/|o_i| * sum over t of (max(-A_i
/// * rho_t, -A_i * clip(rho_t, 1 - eps, 1 + eps)) + beta * k3_t)`, `k3_t = q/p - 1 - log(q/p)`
///
/// Source: Shao et al. 2024, arXiv 2402.03300, equations 3 and 4, their signs turned since we
/// descend.
///
/// | symbol  | variable    | range                                                         |
/// |---------|-------------|---------------------------------------------------------------|
/// | r_i     | `returns`   | scores, one a response                                        |
/// | std     |             | of the group, divided by its size less one as in TRL, + 1e-4; 1 where `byDeviation` is false, as Liu et al. 2025 (arXiv 2503.20783) advise |
/// | eps     | `clipRange` | (0, 1)                                                        |
/// | beta    | `beta`      | at least 0, what a nat costs                                  |
/// | p, q    | `logProbs`, `referenceLogProbs` | policy and reference, at the sampling temperature |
///
/// Where the KL stands decides what is reached. In the loss, as published, k3's gradient is on
/// average that of the *other* KL, KL(reference || policy), so the optimum is not the reference
/// times exp(r/beta). With beta 0 here and the KL in `returns` instead (k1), and without division,
/// it is. Division gives every prompt the same weight however little its responses differ, and
/// moves the optimum too where the KL is in the loss.
///
/// @param samples responses to each prompt
/// @param clipRange how far a token's ratio may usefully go from 1
/// @param beta of the KL in the loss; 0 where it is in the returns
/// @param byDeviation whether advantages are divided by the group's deviation
public record GroupRelativePolicyOptimization(
    int samples, float clipRange, float beta, boolean byDeviation) {
  private static final double EPSILON = 1e-4;

  /// Checks the ranges.
  public GroupRelativePolicyOptimization {
    if (samples < 2) {
      throw new IllegalArgumentException("samples must be at least 2, got " + samples);
    }
    if (!(clipRange > 0 && clipRange < 1)) {
      throw new IllegalArgumentException("clipRange must be in (0, 1), got " + clipRange);
    }
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("beta must be at least 0, got " + beta);
    }
  }

  /// The advantage of every response.
  public float[] advantages(float[] returns) { // [responses]
    float[] advantages = new float[returns.length];
    for (int g = 0; g < Groups.count(returns.length, samples); g++) {
      double mean = Groups.mean(returns, g, samples);
      double squares = 0;
      for (int i = g * samples; i < (g + 1) * samples; i++) {
        squares += (returns[i] - mean) * (returns[i] - mean);
      }
      double scale = byDeviation ? Math.sqrt(squares / (samples - 1)) + EPSILON : 1;
      for (int i = g * samples; i < (g + 1) * samples; i++) {
        advantages[i] = (float) ((returns[i] - mean) / scale);
      }
    }
    return advantages;
  }

  /// Evaluates a minibatch of whole responses and writes d(loss)/d(log p) into the last array.
  public ClippedSurrogate.Result evaluate(
      int[] starts, // [responses + 1]
      float[] logProbs, // [tokens]
      float[] oldLogProbs, // [tokens]
      float[] referenceLogProbs, // [tokens]
      float[] advantages, // [responses]
      float[] dLogProbs) { // [tokens]
    int responses = starts.length - 1;
    double loss = 0;
    int clipped = 0;
    RatioFigures figures = new RatioFigures();
    for (int s = 0; s < responses; s++) {
      double weight = 1.0 / responses / (starts[s + 1] - starts[s]);
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        double logRatio = (double) logProbs[t] - oldLogProbs[t];
        double ratio = Math.exp(logRatio);
        double plainLoss = -advantages[s] * ratio;
        double clippedLoss = -advantages[s] * Math.clamp(ratio, 1.0 - clipRange, 1.0 + clipRange);
        boolean isClipped = clippedLoss > plainLoss;
        double kl = KlEstimator.K3.of(logProbs[t], referenceLogProbs[t]);
        // d(k3)/d(log p) = 1 - q/p
        double dKl = -Math.expm1((double) referenceLogProbs[t] - logProbs[t]);
        loss += weight * ((isClipped ? clippedLoss : plainLoss) + beta * kl);
        dLogProbs[t] = (float) (weight * ((isClipped ? 0 : plainLoss) + beta * dKl));
        figures.add(logRatio, ratio);
        clipped += isClipped ? 1 : 0;
      }
    }
    return figures.result(loss, (double) clipped / starts[responses]);
  }
}

package org.rlhflab.ppo.objective;

/// PPO's policy objective: make tokens with a positive advantage likelier, others less so, and gain
/// nothing from going further than the clip range.
///
/// `loss = mean over tokens of max(-A * rho, -A * clip(rho, 1 - eps, 1 + eps))`, `rho = exp(log p -
/// log p_old)`
///
/// Source: Schulman et al. 2017, equation 7, its sign turned since we descend.
///
/// | symbol    | variable      | range                                                     |
/// |-----------|---------------|-----------------------------------------------------------|
/// | log p     | `logProbs`    | the sampled tokens' under the policy now                  |
/// | log p_old | `oldLogProbs` | the same under the policy that sampled them               |
/// | A         | `advantages`  | whitened                                                  |
/// | eps       | `clipRange`   | (0, 1)                                                    |
///
/// Both log-probabilities are taken at the sampling temperature. The mean is over all tokens of the
/// minibatch alike, as in TRL, so long responses weigh more; the paper leaves the question open.
///
/// @param clipRange how far the ratio may usefully go from 1
public record ClippedSurrogate(float clipRange) {

  /// Checks the range.
  public ClippedSurrogate {
    if (!(clipRange > 0 && clipRange < 1)) {
      throw new IllegalArgumentException("clipRange must be in (0, 1), got " + clipRange);
    }
  }

  /// What came of one minibatch.
  ///
  /// @param loss `loss/policy_avg`
  /// @param clipFraction `policy/clipfrac_avg`: share of tokens where the clipped term is the
  ///   larger
  /// @param approxKl `policy/approxkl_avg`: half the mean squared log ratio (TRL's estimator)
  /// @param meanRatio `val/ratio`: 1 before the first update
  /// @param ratioVariance `val/ratio_var`: over tokens, divided by their number; 0 before the first
  ///   update
  public record Result(
      double loss, double clipFraction, double approxKl, double meanRatio, double ratioVariance)
      implements PolicyLoss.Result {}

  /// Evaluates a minibatch and writes d(loss)/d(log p) into the last array.
  public Result evaluate(
      float[] logProbs, // [tokens]
      float[] oldLogProbs, // [tokens]
      float[] advantages, // [tokens]
      float[] dLogProbs) { // [tokens]
    int n = logProbs.length;
    Lengths.equal(n, oldLogProbs.length, advantages.length, dLogProbs.length);
    double low = 1.0 - clipRange;
    double high = 1.0 + clipRange;
    double loss = 0;
    RatioFigures figures = new RatioFigures();
    int clipped = 0;
    for (int t = 0; t < n; t++) {
      double logRatio = (double) logProbs[t] - oldLogProbs[t];
      double ratio = Math.exp(logRatio);
      double plainLoss = -advantages[t] * ratio;
      double clippedLoss = -advantages[t] * Math.clamp(ratio, low, high);
      boolean isClipped = clippedLoss > plainLoss;
      loss += isClipped ? clippedLoss : plainLoss;
      // d(ratio)/d(log p) is the ratio itself; where the clipped term is the larger, it is
      // constant.
      dLogProbs[t] = isClipped ? 0 : (float) (plainLoss / n);
      figures.add(logRatio, ratio);
      clipped += isClipped ? 1 : 0;
    }
    return figures.result(loss / n, (double) clipped / n);
  }
}

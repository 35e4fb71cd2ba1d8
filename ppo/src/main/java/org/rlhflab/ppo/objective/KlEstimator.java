package org.rlhflab.ppo.objective;

/// How far the policy has moved from the reference at one sampled token, judged by that token
/// alone.
///
/// `K1: kl = log p - log q` `K3: kl = q/p - 1 - log(q/p)`
///
/// Source: Schulman 2020, "Approximating KL Divergence" (both unbiased for KL(p, q) where tokens
/// are drawn from p; K1 varies more and may be negative, K3 is never negative).
///
/// | symbol | variable            | range                                  |
/// |--------|---------------------|----------------------------------------|
/// | log p  | `logProb`           | at most 0: the policy, at the sampling temperature |
/// | log q  | `referenceLogProb`  | at most 0: the frozen SFT model, at the same one   |
///
/// As a penalty in the reward K1 is the better choice. Its gradient there is that of the KL, so the
/// optimum is q exp(r / beta). That of K3 is not, since a reward's own dependence on p is left out:
/// where p is optimal, r + beta (log(q/p) - q/p) is the same for all answers. (In a loss, as GRPO
/// has it, K3's gradient is another one again: that of KL(q, p).)
///
/// The *exact* KL of a token needs both whole distributions: `sum over v of p(v) * (log p(v) - log
/// q(v))`, and that of a response is the sum over its tokens. Evaluations report the exact one,
/// rewards use an estimator, since only the sampled token's probabilities are at hand there.
public enum KlEstimator {
  K1 {
    @Override
    public double of(double logProb, double referenceLogProb) {
      return logProb - referenceLogProb;
    }
  },
  K3 {
    @Override
    public double of(double logProb, double referenceLogProb) {
      double logRatio = referenceLogProb - logProb;
      return Math.expm1(logRatio) - logRatio;
    }
  };

  /// The estimate at one token, in nats.
  public abstract double of(double logProb, double referenceLogProb);

  /// The exact KL of one token's distributions, given as `vocabulary` log-probabilities each, which
  /// begin at `from`.
  public static double exact(
      float[] logProbs, float[] referenceLogProbs, int from, int vocabulary) {
    double kl = 0;
    for (int v = from; v < from + vocabulary; v++) {
      kl += Math.exp(logProbs[v]) * ((double) logProbs[v] - referenceLogProbs[v]);
    }
    return kl;
  }
}

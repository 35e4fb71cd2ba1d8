package org.rlhflab.ppo.baseline;

/// Of n responses to a prompt, the one that scores best: what a reward model can do without any
/// training of the policy.
///
/// `y = argmax over y_1..y_n of r(y_i)`, `KL(best of n || reference) <= log n - (n - 1) / n`
///
/// Source: Stiennon et al. 2020, appendix G.3, which gives the right-hand side as the KL; Beirami
/// et al. 2024, arXiv 2401.01879, show that it is an upper bound, reached where no two responses
/// are likely to be the same.
///
/// | symbol | variable | range                                    |
/// |--------|----------|------------------------------------------|
/// | n      | `n`      | at least 1; 1 is the reference itself    |
/// | r      | `scores` | one a response, a prompt's n in a row    |
///
/// @param n responses to each prompt
public record BestOfN(int n) {

  /// Checks the range.
  public BestOfN {
    if (n < 1) {
      throw new IllegalArgumentException("n must be at least 1, got " + n);
    }
  }

  /// The number of the best response of every group; the first one where several are.
  public int[] choose(float[] scores) { // [group * n]
    int[] best = new int[Groups.count(scores.length, n)]; // [group]
    for (int g = 0; g < best.length; g++) {
      best[g] = g * n;
      for (int i = g * n + 1; i < (g + 1) * n; i++) {
        if (scores[i] > scores[best[g]]) {
          best[g] = i;
        }
      }
    }
    return best;
  }

  /// Nats a response that the choice is away from the reference, at most.
  public double kl() {
    return Math.log(n) - (n - 1.0) / n;
  }
}

package org.rlhflab.ppo.objective;

/// How much better each token turned out than the value head expected.
///
/// `delta_t = r_t + gamma * V_(t+1) - V_t`, `A_t = delta_t + gamma * lambda * A_(t+1)`, `R_t = A_t
/// + V_t`
///
/// Source: Schulman et al. 2016, equations 11, 12 and 16; TRL's `PPOTrainer`.
///
/// | symbol | variable     | range                                                  |
/// |--------|--------------|--------------------------------------------------------|
/// | gamma  | `gamma`      | 0 to 1: the worth of a later reward                    |
/// | lambda | `lambda`     | 0 to 1: 0 trusts the value head, 1 the sampled rewards |
/// | r_t    | `rewards`    | from [TokenRewards]                                    |
/// | V_t    | `values`     | the value head's, before the update                    |
/// | A_t    | `advantages` | written; not yet whitened                              |
/// | R_t    | `returns`    | written; what the value head should have said          |
///
/// After a response's last token V and A are 0: the episode is over, whether it ended by itself or
/// was cut off. (A cut-off could be bootstrapped; TRL does not, and a penalty stands in its place.)
///
/// @param gamma discount
/// @param lambda of the exponentially weighted mean of k-step estimates
public record GeneralizedAdvantageEstimation(float gamma, float lambda) {

  /// Checks the ranges.
  public GeneralizedAdvantageEstimation {
    if (!(gamma >= 0 && gamma <= 1) || !(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException(
          "gamma and lambda must be in [0, 1], got " + gamma + " and " + lambda);
    }
  }

  /// Writes advantages and returns into the last two arrays.
  public void evaluate(
      int[] starts, // [responses + 1]
      float[] rewards, // [tokens]
      float[] values, // [tokens]
      float[] advantages, // [tokens]
      float[] returns) { // [tokens]
    Lengths.equal(rewards.length, values.length, advantages.length, returns.length);
    Lengths.ragged(starts, rewards.length);
    for (int s = 0; s < starts.length - 1; s++) {
      double nextValue = 0;
      double nextAdvantage = 0;
      for (int t = starts[s + 1] - 1; t >= starts[s]; t--) {
        double delta = rewards[t] + gamma * nextValue - values[t];
        double advantage = delta + gamma * lambda * nextAdvantage;
        advantages[t] = (float) advantage;
        returns[t] = (float) (advantage + values[t]);
        nextValue = values[t];
        nextAdvantage = advantage;
      }
    }
  }

  /// What a response earned from each token on, discounted: the return at lambda 1, in which no
  /// value is left.
  public float[] rewardsToGo(int[] starts, float[] rewards) {
    int n = rewards.length;
    float[] sums = new float[n];
    new GeneralizedAdvantageEstimation(gamma, 1)
        .evaluate(starts, rewards, new float[n], new float[n], sums);
    return sums;
  }
}

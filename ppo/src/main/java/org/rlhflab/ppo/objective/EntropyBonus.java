package org.rlhflab.ppo.objective;

import java.util.Arrays;
import org.rlhflab.pretrain.model.kernel.Softmax;

/// A reward for staying undecided, so that the policy does not settle too soon.
///
/// `loss = -c * mean over tokens of H_t`, `H_t = -sum over v of p(v) * log p(v)`, `dH/dz_v = -p(v)
/// * (log p(v) + H)`
///
/// A model gives the entropies and takes their derivatives, and [Softmax#withEntropy] goes on to
/// the logits z.
///
/// Source: Schulman et al. 2017, equation 9 (its c2 S).
///
/// | symbol | variable      | range                                        |
/// |--------|---------------|----------------------------------------------|
/// | c      | `coefficient` | at least 0; 0 in RLHF by default: KL does it |
///
/// @param coefficient of the mean entropy
public record EntropyBonus(float coefficient) {

  /// Checks the range.
  public EntropyBonus {
    if (!(coefficient >= 0)) {
      throw new IllegalArgumentException("coefficient must be at least 0, got " + coefficient);
    }
  }

  /// d(loss)/d(H_t), the same for every token of a minibatch.
  public float[] derivatives(int tokens) {
    float[] dEntropies = new float[tokens];
    Arrays.fill(dEntropies, -coefficient / tokens);
    return dEntropies;
  }
}

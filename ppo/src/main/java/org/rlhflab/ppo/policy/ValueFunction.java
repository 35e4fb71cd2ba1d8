package org.rlhflab.ppo.policy;

import org.rlhflab.ppo.objective.ClippedValueLoss;
import org.rlhflab.ppo.rollout.Rollout;
import org.rlhflab.pretrain.stage.Resumable;

/// Guesses, before each token of a response, what it will earn from there on, and learns from what
/// it did earn.
public sealed interface ValueFunction extends Resumable permits ValueHead, ValueModel {

  /// What it has to say of one rollout. Looks at the responses once; steps change what it says.
  Guesses on(Rollout rollout);

  /// A value function's guesses on a rollout.
  interface Guesses {
    /// For every token, as it would guess now, `[tokens]`.
    float[] values();

    /// One step down the loss on the responses with these numbers; returns what it was before.
    ///
    /// @param old guesses when the responses were sampled, of those responses alone
    /// @param returns of those responses alone
    ClippedValueLoss.Result step(
        int[] chosen, float[] old, float[] returns, ClippedValueLoss loss, double rate);
  }
}

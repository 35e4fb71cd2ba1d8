package org.rlhflab.ppo.objective;

/// What a step on the policy makes smaller: a function of the log-probabilities of responses'
/// tokens, whatever the algorithm.
///
/// @param <R> what else it tells of a minibatch
@FunctionalInterface
public interface PolicyLoss<R extends PolicyLoss.Result> {

  /// What came of one minibatch.
  interface Result {
    /// The loss itself.
    double loss();
  }

  /// Evaluates a minibatch and writes d(loss)/d(log p) into the second array.
  R evaluate(
      float[] logProbs, // [tokens]
      float[] dLogProbs); // [tokens]
}

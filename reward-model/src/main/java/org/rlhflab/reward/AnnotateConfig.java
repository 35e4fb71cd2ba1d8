package org.rlhflab.reward;

import org.rlhflab.pretrain.SampleResponses;

/// How simulated annotators label a model's responses.
///
/// @param pairs how many pairs of responses
/// @param overlap how many people label each pair, at least 1
/// @param temperature at which the model is sampled, above 0: the rollouts' own, so that the reward
///   model sees what it will judge
public record AnnotateConfig(int pairs, int overlap, double temperature) {

  /// Enough labels to tell right statements from wrong ones; with 200 a reward model hardly does.
  public static final AnnotateConfig DEFAULTS =
      new AnnotateConfig(2000, 1, SampleResponses.TEMPERATURE);

  /// Checks every range.
  public AnnotateConfig {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be at least 1, got " + pairs);
    }
    if (overlap < 1) {
      throw new IllegalArgumentException("overlap must be at least 1, got " + overlap);
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be above 0, got " + temperature);
    }
  }

  /// The same for another number of pairs.
  public AnnotateConfig withPairs(int other) {
    return new AnnotateConfig(other, overlap, temperature);
  }
}

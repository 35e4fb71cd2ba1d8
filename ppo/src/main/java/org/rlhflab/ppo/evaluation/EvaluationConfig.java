package org.rlhflab.ppo.evaluation;

import org.rlhflab.pretrain.model.Sampling;

/// How a model is asked when it is evaluated.
///
/// @param samples answers drawn to every prompt, at least 1, default 2: with the 504 shipped
///   prompts enough to tell a win rate of 0.6 from 0.5
/// @param temperature at which they are drawn, above 0, default 0.7, that of PPO's rollouts; greedy
///   answers are always given beside them
/// @param maxTokens longest answer in tokens, at least 1, default 96, as in rollouts
public record EvaluationConfig(int samples, double temperature, int maxTokens) {
  /// What every command evaluates with unless told otherwise.
  public static final EvaluationConfig DEFAULTS = new EvaluationConfig(2, 0.7, 96);

  /// Checks every range.
  public EvaluationConfig {
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, got " + samples);
    }
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "temperature must be above 0 (greedy answers come by themselves), got " + temperature);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max-tokens must be at least 1, got " + maxTokens);
    }
  }

  /// The drawn answers' sampling.
  Sampling sampled() {
    return Sampling.at(temperature, maxTokens);
  }

  /// The greedy answers' sampling.
  Sampling greedy() {
    return Sampling.greedy(maxTokens);
  }
}

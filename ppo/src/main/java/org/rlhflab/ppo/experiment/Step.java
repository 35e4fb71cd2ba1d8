package org.rlhflab.ppo.experiment;

/// What is made for a cell, one after the other. Cells that agree in all that a step depends on
/// have its result in common.
enum Step {
  /// The base model.
  BASE,
  /// The fine-tuned model, and its answers to the held-out prompts.
  FINE_TUNED,
  /// Labels and the reward model.
  REWARD,
  /// The policy, and its answers to the held-out prompts.
  POLICY
}

package org.rlhflab.ppo;

import java.util.OptionalDouble;

/// What PPO came to at its last iteration, in the form of its JSON document.
///
/// @param iterations done
/// @param kl sampled, to the fine-tuned model, nats a response
/// @param score mean score of the reward model, in standard deviations of the fine-tuned model's
/// @param gold mean gold score of the training rollouts; empty where no truth is known
/// @param words mean words of the same; empty where no truth is known
/// @param explainedVariance share of the returns' variance that the value head foresaw
public record PpoSummary(
    int iterations,
    double kl,
    double score,
    OptionalDouble gold,
    OptionalDouble words,
    double explainedVariance) {}

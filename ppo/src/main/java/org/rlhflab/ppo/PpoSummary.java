package org.rlhflab.ppo;

import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.ppo.evaluation.OveroptimizationFit;

/// What stage 4 came to at its last iteration, in the form of its JSON document.
///
/// @param iterations done
/// @param kl sampled, to the fine-tuned model, nats a response (best-of-n: by its formula)
/// @param score mean score, in standard deviations of the fine-tuned model's; empty where there is
///   no reward
/// @param gold mean gold score of the training rollouts; empty where no truth is known
/// @param words mean words of the same; empty where no truth is known
/// @param explainedVariance share of the returns' variance that the value head foresaw; empty where
///   there is none
/// @param overoptimization how gold score followed the distance on held-out prompts; empty where
///   these were not asked along the way, or too seldom
public record PpoSummary(
    int iterations,
    double kl,
    OptionalDouble score,
    OptionalDouble gold,
    OptionalDouble words,
    OptionalDouble explainedVariance,
    Optional<OveroptimizationFit> overoptimization) {}

package org.rlhflab.ppo;

import java.util.List;
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
/// @param explainedVarianceOfRewards the same of the rewards still to come
/// @param overoptimization how gold score followed the distance on held-out prompts; empty where
///   these were not asked along the way, or too seldom
/// @param goldFall how far gold score ended below its highest on those same prompts, in points, at
///   least 0; empty where they were not asked
/// @param warnings what went wrong on the way, in plain words
public record PpoSummary(
    int iterations,
    double kl,
    OptionalDouble score,
    OptionalDouble gold,
    OptionalDouble words,
    OptionalDouble explainedVariance,
    OptionalDouble explainedVarianceOfRewards,
    Optional<OveroptimizationFit> overoptimization,
    OptionalDouble goldFall,
    List<String> warnings) {

  /// Copies its list.
  public PpoSummary {
    warnings = List.copyOf(warnings);
  }
}

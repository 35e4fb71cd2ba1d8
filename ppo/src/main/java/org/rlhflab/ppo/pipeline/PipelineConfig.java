package org.rlhflab.ppo.pipeline;

import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;

/// How all four stages are run and judged.
///
/// @param pretrain stage 1
/// @param sft stage 2
/// @param pairs answers of the fine-tuned model that people compare, two at a time, at least 1
/// @param rewardModel stage 3
/// @param ppo stage 4
/// @param evaluation how every model is asked in the end
public record PipelineConfig(
    PretrainConfig pretrain,
    SftConfig sft,
    int pairs,
    RewardModelConfig rewardModel,
    PpoConfig ppo,
    EvaluationConfig evaluation) {
  /// Every stage's own defaults, and 2,000 pairs.
  public static final PipelineConfig DEFAULTS =
      new PipelineConfig(
          PretrainConfig.DEFAULTS,
          SftConfig.DEFAULTS,
          2_000,
          RewardModelConfig.DEFAULTS,
          PpoConfig.DEFAULTS,
          EvaluationConfig.DEFAULTS);

  /// Checks the pairs; every stage checks its own.
  public PipelineConfig {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be at least 1, got " + pairs);
    }
  }
}

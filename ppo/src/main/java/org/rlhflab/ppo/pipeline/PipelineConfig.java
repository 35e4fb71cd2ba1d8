package org.rlhflab.ppo.pipeline;

import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.ppo.evaluation.EvaluationConfig;
import org.rlhflab.pretrain.PretrainConfig;
import org.rlhflab.reward.AnnotateConfig;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.reward.annotator.CollectionPlan;
import org.rlhflab.sft.SftConfig;

/// How all four stages are run and judged.
///
/// @param pretrain stage 1
/// @param sft stage 2
/// @param annotate how people label pairs of the fine-tuned model's answers
/// @param collection what people are given beside new pairs
/// @param rewardModel stage 3
/// @param ppo stage 4
/// @param evaluation how every model is asked in the end
public record PipelineConfig(
    PretrainConfig pretrain,
    SftConfig sft,
    AnnotateConfig annotate,
    CollectionPlan collection,
    RewardModelConfig rewardModel,
    PpoConfig ppo,
    EvaluationConfig evaluation) {
  /// Every stage's own defaults.
  public static final PipelineConfig DEFAULTS =
      new PipelineConfig(
          PretrainConfig.DEFAULTS,
          SftConfig.DEFAULTS,
          AnnotateConfig.DEFAULTS,
          CollectionPlan.DEFAULTS,
          RewardModelConfig.DEFAULTS,
          PpoConfig.DEFAULTS,
          EvaluationConfig.DEFAULTS);
}

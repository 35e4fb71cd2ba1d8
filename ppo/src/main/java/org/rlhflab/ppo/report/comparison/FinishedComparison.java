package org.rlhflab.ppo.report.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;

/// A comparison that has results, as its folder holds them.
///
/// @param folder as the user gave it
/// @param results of every arm and pair
/// @param experiment with its verdict, if it was one
/// @param command that made it, as the user gave it; empty where an older version did not keep it
/// @param runs the models of each seed, as if they were a run
/// @param samples each model's answers to the fixed prompts, by seed and the model's name
public record FinishedComparison(
    Path folder,
    CompareResults results,
    Optional<Experiment.Result> experiment,
    Optional<String> command,
    RunSet runs,
    Map<Long, Map<String, List<Sample>>> samples) {

  /// Copies its map.
  public FinishedComparison {
    samples = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(samples));
  }

  /// The arms that were tuned: without the fine-tuned models.
  public List<ArmResult> tuned() {
    return results.arms().stream().filter(arm -> !isFineTuned(arm)).toList();
  }

  /// Whether an arm is the model that others were tuned from.
  static boolean isFineTuned(ArmResult arm) {
    return arm.labels().isEmpty();
  }

  /// Whether an arm was asked anything: some end with their reward model.
  static boolean answers(ArmResult arm) {
    return arm.metrics().containsKey("gold/overall");
  }

  /// Whether any arm has a policy.
  boolean hasPolicies() {
    return tuned().stream().anyMatch(FinishedComparison::answers);
  }

  /// Whether all arms were tuned from the same model.
  boolean hasOneFineTunedModel() {
    return results.arms().stream().filter(FinishedComparison::isFineTuned).count() == 1;
  }
}

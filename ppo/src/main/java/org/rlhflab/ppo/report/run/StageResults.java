package org.rlhflab.ppo.report.run;

import java.util.List;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import org.rlhflab.pretrain.stage.StageRecord;
import tools.jackson.databind.JsonNode;

/// A finished stage, its model apart.
///
/// @param folder its name below the run's folder, for instance `careful/4-ppo`
/// @param record where its result came from
/// @param metrics its curves
/// @param summary its figures at the end, as its own command prints them
/// @param samples its answers to the fixed prompts; empty for a reward model, which gives none
public record StageResults(
    String folder, StageRecord record, Metrics metrics, JsonNode summary, List<Sample> samples) {

  /// Copies its list.
  public StageResults {
    samples = List.copyOf(samples);
  }
}

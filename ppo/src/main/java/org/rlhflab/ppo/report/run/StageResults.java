package org.rlhflab.ppo.report.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.SamplesLog;
import org.rlhflab.pretrain.stage.SamplesLog.Sample;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageRecord;
import org.rlhflab.reward.audit.RewardAudit;
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

  /// Reads a stage's folder below `root`; `advice` says what to give instead of an unfinished one.
  public static StageResults read(Path root, StageFolder stage, StageName name, String advice) {
    StageRecord record =
        stage
            .readRecord()
            .filter(StageRecord::isFinished)
            .orElseThrow(() ->
                BadInput.in(stage.path(), "this stage of the run is not finished; " + advice));
    return new StageResults(
        root.relativize(stage.path()).toString(),
        record,
        Metrics.read(stage.metrics()),
        Json.read(stage.summary(), node -> node, advice),
        name == StageName.REWARD_MODEL ? List.of() : SamplesLog.read(stage.samples()));
  }

  /// What a reward model's folder says of what the model pays for, if anything.
  public static Optional<RewardAudit> audit(StageFolder stage, String advice) {
    return Files.exists(stage.audit())
        ? Optional.of(
            Json.read(
                stage.audit(), node -> Json.MAPPER.treeToValue(node, RewardAudit.class), advice))
        : Optional.empty();
  }
}

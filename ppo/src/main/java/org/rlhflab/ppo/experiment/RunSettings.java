package org.rlhflab.ppo.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.Sha256;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageRecord;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// How a finished run was made, read back from its stages' records.
///
/// @param base folder of stage 1
/// @param fineTuned folder of stage 2
/// @param rewardModel folder of stage 3
/// @param policy folder of stage 4
/// @param labels that stage 3 was trained on
/// @param without whose labels were left out
/// @param seed of the run
/// @param sft settings of stage 2
/// @param reward settings of stage 3
/// @param ppo settings of stage 4
public record RunSettings(
    StageFolder base,
    StageFolder fineTuned,
    StageFolder rewardModel,
    StageFolder policy,
    Path labels,
    Set<String> without,
    long seed,
    SftConfig sft,
    RewardModelConfig reward,
    PpoConfig ppo) {
  private static final String ADVICE =
      "give the folder of a finished rlhf run, or of one arm of a demo, for instance"
          + " runs/demo/verbose-biased";

  /// Copies its set.
  public RunSettings {
    without = Set.copyOf(without);
  }

  /// Reads a run's folder, or the folder of one arm or round, whose first two stages lie one folder
  /// higher. Labels are looked for where the run has them; `given` is for those that are elsewhere.
  public static RunSettings read(Path folder, Optional<Path> given) {
    RunFolder run = RunFolder.of(folder);
    boolean whole = Files.exists(run.stage(StageName.PRETRAIN).recordFile());
    RunFolder above = whole ? run : RunFolder.of(folder.toAbsolutePath().normalize().resolve(".."));
    StageFolder base = above.stage(StageName.PRETRAIN);
    StageFolder fineTuned = above.stage(StageName.SFT);
    StageFolder rewardModel = run.stage(StageName.REWARD_MODEL);
    StageFolder policy = run.stage(StageName.PPO);
    StageRecord last = record(policy);
    StageRecord judge = record(rewardModel);
    record(base);
    return new RunSettings(
        base,
        fineTuned,
        rewardModel,
        policy,
        labels(folder, given, judge.inputs().getOrDefault("labels", "")),
        StreamSupport.stream(judge.config().path("without").spliterator(), false)
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet()),
        last.seed(),
        config(fineTuned, record(fineTuned), SftConfig.class),
        config(rewardModel, judge, RewardModelConfig.class),
        config(policy, last, PpoConfig.class));
  }

  /// The file with the bytes that the reward model was trained on.
  private static Path labels(Path folder, Optional<Path> given, String hash) {
    if (given.isPresent()) {
      if (!Sha256.of(given.get()).equals(hash)) {
        throw BadInput.in(
            given.get(), "holds other labels than those that %s was made from".formatted(folder));
      }
      return given.get();
    }
    List<Path> candidates = new ArrayList<>();
    candidates.add(folder.resolve("all-labels.jsonl"));
    candidates.add(folder.resolve("labels.jsonl"));
    candidates.add(folder.resolve("labels-kept.jsonl")); // of run --skip-bad
    candidates.addAll(named(folder.resolve("run.json")));
    return candidates.stream()
        .filter(Files::isRegularFile)
        .filter(file -> Sha256.of(file).equals(hash))
        .findFirst()
        .orElseThrow(() ->
            BadInput.in(
                folder,
                "the labels it was made from are neither in it nor where they were; give them with"
                    + " --labels FILE"));
  }

  /// Label files that a run was given, by its document.
  private static List<Path> named(Path document) {
    if (!Files.isRegularFile(document)) {
      return List.of();
    }
    return Json.read(
        document,
        node ->
            StreamSupport.stream(node.path("arms").spliterator(), false)
                .map(arm -> arm.path("labels"))
                .filter(JsonNode::isString)
                .map(labels -> Path.of(labels.stringValue()))
                .toList(),
        ADVICE);
  }

  private static StageRecord record(StageFolder stage) {
    return stage
        .readRecord()
        .filter(StageRecord::isFinished)
        .orElseThrow(() -> BadInput.in(stage.path(), "there is no finished stage; " + ADVICE));
  }

  private static <C> C config(StageFolder stage, StageRecord record, Class<C> type) {
    try {
      return Json.MAPPER.treeToValue(record.config(), type);
    } catch (JacksonException e) {
      throw BadInput.in(
          stage.recordFile(),
          "was written by another version of the product; make the run again with --fresh");
    }
  }
}

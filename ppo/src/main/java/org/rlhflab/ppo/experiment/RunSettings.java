package org.rlhflab.ppo.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rlhflab.ppo.PpoConfig;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.RunFolder;
import org.rlhflab.pretrain.stage.StageFolder;
import org.rlhflab.pretrain.stage.StageName;
import org.rlhflab.pretrain.stage.StageRecord;
import org.rlhflab.reward.RewardModelConfig;
import org.rlhflab.sft.SftConfig;
import tools.jackson.core.JacksonException;

/// How a finished run was made, read back from its stages' records.
///
/// @param base folder of stage 1
/// @param fineTuned folder of stage 2
/// @param rewardModel folder of stage 3
/// @param policy folder of stage 4
/// @param labels that stage 3 was trained on
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
    long seed,
    SftConfig sft,
    RewardModelConfig reward,
    PpoConfig ppo) {
  private static final String ADVICE =
      "give the folder of a finished rlhf run, or of one arm of a demo, for instance"
          + " runs/demo/verbose-biased";

  /// Reads a run's folder, or the folder of one arm, whose first two stages lie one folder higher.
  public static RunSettings read(Path folder) {
    RunFolder run = RunFolder.of(folder);
    boolean whole = Files.exists(run.stage(StageName.PRETRAIN).recordFile());
    RunFolder above = whole ? run : RunFolder.of(folder.toAbsolutePath().normalize().resolve(".."));
    Path labels = folder.resolve("labels.jsonl");
    if (Files.isDirectory(folder) && !Files.exists(labels)) {
      throw BadInput.in(
          folder,
          "holds no labels.jsonl: only runs whose labels were given by simulated people can be"
              + " diagnosed; "
              + ADVICE);
    }
    StageFolder base = above.stage(StageName.PRETRAIN);
    StageFolder fineTuned = above.stage(StageName.SFT);
    StageFolder rewardModel = run.stage(StageName.REWARD_MODEL);
    StageFolder policy = run.stage(StageName.PPO);
    StageRecord last = record(policy);
    record(base);
    return new RunSettings(
        base,
        fineTuned,
        rewardModel,
        policy,
        labels,
        last.seed(),
        config(fineTuned, record(fineTuned), SftConfig.class),
        config(rewardModel, record(rewardModel), RewardModelConfig.class),
        config(policy, last, PpoConfig.class));
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

package org.rlhflab.ppo.report.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A run that has come to its end, as its folder holds it.
///
/// @param folder as the user gave it
/// @param command what made it, `demo`, `run` or `compare`
/// @param document its figures
/// @param pretrain stage 1
/// @param sft stage 2
/// @param arms what each set of labels led to
public record FinishedRun(
    Path folder,
    String command,
    RunDocument document,
    StageResults pretrain,
    StageResults sft,
    List<TunedArm> arms) {

  /// Copies its list.
  public FinishedRun {
    arms = List.copyOf(arms);
  }

  /// All stages in the order of the pipeline.
  public List<StageResults> stages() {
    return Stream.concat(
            Stream.of(pretrain, sft),
            arms.stream()
                .flatMap(arm -> Stream.concat(arm.rewardModel().stream(), arm.ppo().stream())))
        .toList();
  }

  /// Where all its randomness comes from.
  public long seed() {
    return pretrain.record().seed();
  }
}

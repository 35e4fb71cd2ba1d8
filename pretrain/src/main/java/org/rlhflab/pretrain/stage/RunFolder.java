package org.rlhflab.pretrain.stage;

import java.nio.file.Path;

/// Where a run keeps its stages: `runs/NAME/1-pretrain`, `2-sft`, `3-reward-model`, `4-ppo` and
/// `report.html`. A run with several arms (`demo`, `compare`) keeps each arm's stages one folder
/// deeper.
///
/// @param out the folder that the user gave with `--out`, or its default: messages speak of it
/// @param path this run's own folder, `out` or one below it
public record RunFolder(Path out, Path path) {

  /// The run that the user asked for.
  public static RunFolder of(Path out) {
    return new RunFolder(out, out);
  }

  /// One arm of it, for instance `careful`.
  public RunFolder arm(String name) {
    return new RunFolder(out, path.resolve(name));
  }

  /// The folder of one stage.
  public StageFolder stage(StageName name) {
    return new StageFolder(out, path.resolve(name.folder()));
  }

  /// The page that `rlhf report` writes.
  public Path report() {
    return path.resolve("report.html");
  }
}

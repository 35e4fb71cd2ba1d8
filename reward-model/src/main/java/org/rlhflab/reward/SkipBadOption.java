package org.rlhflab.reward;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.KeptFiles;
import org.rlhflab.pretrain.terminal.Console;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.SkippedLines;
import picocli.CommandLine.Option;

/// What every command that trains on a label file does with lines that cannot be used: it stops at
/// the first, or writes them to a side file and trains on the others.
public final class SkipBadOption {
  /// The copy of the usable lines, in the folder that the command writes to.
  static final String KEPT = "labels-kept.jsonl";

  @Option(
      names = "--skip-bad",
      paramLabel = "FILE",
      description = "Leave bad lines of --labels out and write them there, each with its reason.")
  private @Nullable Path side;

  /// The file to train on: `labels`, or a copy in `folder` of what can be used of it.
  public Path usable(@Nullable Path labels, Path folder, Console console) {
    if (side == null) {
      return Objects.requireNonNull(labels, "labels");
    }
    if (labels == null) {
      throw new BadInput("--skip-bad goes with --labels FILE: fresh labels have no bad lines");
    }
    Path copy = folder.resolve(KEPT);
    KeptFiles.checkInput("--skip-bad", side, labels);
    KeptFiles.checkOutputs("--skip-bad", side, "--out", copy);
    List<Preference> kept = new ArrayList<>();
    long skipped =
        SkippedLines.write(side, onBad -> kept.addAll(PreferenceFile.readGood(labels, onBad)));
    PreferenceFile.write(copy, kept);
    console.say(
        "%,d labels of %s can be used: %s; %,d bad lines were left out: %s"
            .formatted(kept.size(), labels, copy, skipped, side));
    return copy;
  }

  /// Whether bad lines are to be left out.
  public boolean isAsked() {
    return side != null;
  }
}

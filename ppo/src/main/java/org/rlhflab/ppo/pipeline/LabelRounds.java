package org.rlhflab.ppo.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// The cycle: in every further round the same people label pairs of the newest policy's own
/// answers, and the reward model learns from the labels of all rounds.
///
/// Stiennon et al. (2020), section 3.1; Ouyang et al. (2022), section 3.1.
public final class LabelRounds {
  private LabelRounds() {}

  /// The name of a round's folder, from the second on.
  public static String name(int round) {
    return "round-" + round;
  }

  /// Collects the labels of a round, from the second on, and puts them to those of all earlier
  /// ones.
  ///
  /// @param pipeline that samples and has people label
  /// @param next where the round's stages are kept
  /// @param policy the newest
  /// @param earlier labels of all earlier rounds
  /// @param round its number
  /// @return a file of the labels of all rounds, `all-labels.jsonl` in the round's folder
  public static Path next(Pipeline pipeline, Arm next, Path policy, Path earlier, int round) {
    List<Preference> all = new ArrayList<>(inRound(PreferenceFile.read(earlier), 1));
    all.addAll(inRound(PreferenceFile.read(pipeline.labels(next, policy)), round));
    Path together = next.folder().path().resolve("all-labels.jsonl");
    AtomicFile.writeText(together, PreferenceFile.text(all));
    return together;
  }

  /// Those that are of no round yet.
  private static List<Preference> inRound(List<Preference> labels, int round) {
    return labels.stream()
        .map(label -> label.round().isEmpty() ? label.inRound(round) : label)
        .toList();
  }
}

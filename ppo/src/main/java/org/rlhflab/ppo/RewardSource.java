package org.rlhflab.ppo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.stage.BadInput;

/// Where scores come from.
public sealed interface RewardSource {

  /// Reward models, each a reward-model stage's folder; several are an ensemble.
  ///
  /// @param folders at least one
  record Learned(List<Path> folders) implements RewardSource {
    /// Copies the folders.
    public Learned {
      folders = List.copyOf(folders);
      if (folders.isEmpty()) {
        throw new IllegalArgumentException("at least one reward model is needed");
      }
    }
  }

  /// The number of words.
  record Length() implements RewardSource {}

  /// The gold rubric.
  record Gold() implements RewardSource {}

  /// What `--reward` names: `length`, `gold`, or a folder.
  static RewardSource of(String name) {
    return switch (name) {
      case "length" -> new Length();
      case "gold" -> new Gold();
      default -> {
        if (!Files.exists(Path.of(name))) {
          throw new BadInput(
              "--reward %s: neither length nor gold, nor a reward model's folder".formatted(name));
        }
        yield of(Path.of(name));
      }
    };
  }

  /// One reward model.
  static RewardSource of(Path folder) {
    return new Learned(List.of(folder));
  }

  /// How a run's record calls it.
  default String key() {
    return switch (this) {
      case Learned learned -> learned.folders().size() == 1 ? "reward-model" : "ensemble";
      case Length _ -> "length";
      case Gold _ -> "gold";
    };
  }
}

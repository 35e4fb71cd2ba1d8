package org.rlhflab.ppo.cli;

import java.nio.file.Path;
import org.rlhflab.pretrain.stage.BadInput;

/// Where one person's lesson is kept.
///
/// @param folder of everybody's
/// @param name the person's
record LessonFiles(Path folder, String name) {

  /// Checks that the name is one for a file.
  LessonFiles {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,39}")) {
      throw new BadInput(
          "--name must be 1 to 40 letters, digits, dots, dashes or underlines, the first a letter"
              + " or a digit, got \""
              + name
              + "\"");
    }
  }

  /// What goes on with it.
  String command() {
    return "rlhf lesson --name "
        + name
        + (folder.equals(Path.of("runs", "lesson")) ? "" : " --out " + folder);
  }

  /// How far the person is.
  Path progress() {
    return folder.resolve(name + ".json");
  }

  /// The pairs that the person was given.
  Path pairs() {
    return folder.resolve(name + "-pairs.json");
  }

  /// What the person said of them.
  Path labels() {
    return folder.resolve(name + "-labels.jsonl");
  }
}

package org.rlhflab.reward.label;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.stage.LineFields;
import org.rlhflab.pretrain.stage.TextLines;

/// What reading labels of any kind has in common: line by line, bad lines told apart from good
/// ones, and no id twice in a file.
final class LabelLines {
  private LabelLines() {}

  /// Takes one label.
  @FunctionalInterface
  interface OnLabel<T extends Label> {
    void accept(long line, T label);
  }

  /// Gives every good line's label to `onLabel` and every other line to `onBad`. `needs` ends the
  /// sentence on a missing field.
  static <T extends Label> void forEach(
      Path file,
      String needs,
      Function<LineFields, T> parse,
      OnLabel<T> onLabel,
      TextLines.BadLine onBad) {
    Set<String> ids = new HashSet<>();
    JsonLines.forEach(
        file,
        (line, object) -> {
          T label;
          try {
            label = parse.apply(new LineFields(file, line, object, needs));
            checkUnique(file, line, label.id(), ids);
          } catch (BadInput problem) {
            onBad.accept(line, problem);
            return;
          }
          onLabel.accept(line, label);
        },
        onBad);
  }

  private static void checkUnique(Path file, long line, String id, Set<String> ids) {
    if (!id.isEmpty() && !ids.add(id)) {
      throw BadInput.at(
          file, line, "the id \"" + id + "\" is there twice; ids must differ in a file");
    }
  }
}

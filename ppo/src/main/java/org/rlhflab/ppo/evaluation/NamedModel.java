package org.rlhflab.ppo.evaluation;

import java.nio.file.Path;
import java.util.List;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.stage.BadInput;

/// A model that writes text, read from its folder.
///
/// @param name the folder as it was given
/// @param model what it holds
public record NamedModel(String name, ModelFolder model) {

  /// Reads a model folder or a stage's folder; a reward model is refused, since it writes nothing.
  public static NamedModel read(Path folder) {
    return new NamedModel(folder.normalize().toString(), ModelFolder.readLanguageModel(folder));
  }

  /// Reads several, in order.
  public static List<NamedModel> read(List<Path> folders) {
    return folders.stream().map(NamedModel::read).toList();
  }

  /// Refuses to compare models that do not share their tokens.
  void checkComparable(NamedModel other) {
    if (!model.tokenizer().fingerprint().equals(other.model.tokenizer().fingerprint())) {
      throw new BadInput(
          "%s and %s have different tokenizers; compare models that were trained from one base"
              .formatted(name, other.name));
    }
  }
}

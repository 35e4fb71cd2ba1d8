package org.rlhflab.pretrain.stage;

import java.nio.file.Path;

/// Where things lie in the data folder.
///
/// @param root the folder itself
public record DataFolder(Path root) {

  /// Topics and phrases.
  public Path world() {
    return root.resolve("world");
  }

  /// Raw text for pretraining.
  public Path corpus() {
    return root.resolve("corpus");
  }

  /// Prompts of a set, `train` or `eval`.
  public Path prompts(String set) {
    return root.resolve("prompts").resolve(set + ".jsonl");
  }

  /// Demonstrations of a kind, for instance `mixed`.
  public Path demonstrations(String kind) {
    return root.resolve("demonstrations").resolve(kind + ".jsonl");
  }

  /// An annotator profile, for instance `careful`.
  public Path annotators(String profile) {
    return root.resolve("annotators").resolve(profile + ".json");
  }

  /// An experiment, for instance `verbose-bias`.
  public Path experiment(String name) {
    return root.resolve("experiments").resolve(name + ".json");
  }

  /// A shipped label file, for instance `careful`.
  public Path labels(String name) {
    return root.resolve("labels").resolve(name + ".jsonl");
  }
}

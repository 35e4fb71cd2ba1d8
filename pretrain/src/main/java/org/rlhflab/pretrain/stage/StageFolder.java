package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// The folder of one stage and the names of everything in it.
///
/// @param out the folder that the user gave with `--out`: messages speak of it
/// @param path the folder itself
public record StageFolder(Path out, Path path) {
  private static final Set<String> OURS =
      Set.of(
          "stage.json",
          "summary.json",
          "audit.json",
          "metrics.jsonl",
          "evaluation.jsonl",
          "samples.jsonl",
          "model",
          "checkpoint");

  /// What was trained here, from what, on what, and how it ended.
  public Path recordFile() {
    return path.resolve("stage.json");
  }

  /// The stage's figures at its end.
  public Path summary() {
    return path.resolve("summary.json");
  }

  /// What a reward model pays for.
  public Path audit() {
    return path.resolve("audit.json");
  }

  /// One JSON object a step.
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /// One JSON object an evaluation during training.
  public Path evaluation() {
    return path.resolve("evaluation.jsonl");
  }

  /// The same fixed prompts, answered at every stage.
  public Path samples() {
    return path.resolve("samples.jsonl");
  }

  /// The trained model and its tokenizer.
  public Path model() {
    return path.resolve("model");
  }

  /// What is left of a training that has not come to its end, see [#trainingState]; of one that has
  /// diverged, the last model that was good.
  public Path checkpoint() {
    return path.resolve("checkpoint");
  }

  /// What a training that was cut off needs to go on, see [TrainingLoop].
  Path trainingState() {
    return checkpoint().resolve("training.bin");
  }

  /// The record of what is here; empty where no stage has begun.
  public Optional<StageRecord> readRecord() {
    if (!Files.exists(recordFile())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readString(recordFile()), StageRecord.class));
    } catch (IOException e) {
      throw FileFailure.reading(recordFile(), e);
    } catch (JacksonException | IllegalArgumentException e) {
      throw BadInput.in(
          recordFile(), "is damaged; train the stage again with --fresh, or give another --out");
    }
  }

  /// Whether a file or folder lies here that no stage has written.
  boolean holdsForeignFiles() {
    return !entries().stream().allMatch(StageFolder::isOurs);
  }

  /// Deletes what stages have written here, and never anything else. The record goes first, so that
  /// an interruption leaves a folder that counts as unfinished.
  void clear() {
    try {
      Files.deleteIfExists(recordFile());
      for (Path entry : entries()) {
        if (isOurs(entry)) {
          deleteTree(entry);
        }
      }
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    }
  }

  private static boolean isOurs(Path entry) {
    return OURS.contains(entry.getFileName().toString()) || AtomicFile.isTemporary(entry);
  }

  /// Deletes what writers that were killed have left half-written.
  void sweep() {
    AtomicFile.sweep(path);
    AtomicFile.sweep(model());
    AtomicFile.sweep(checkpoint());
  }

  /// Deletes the checkpoint: nothing is left to be trained.
  void dropCheckpoint() {
    try {
      if (Files.exists(checkpoint())) {
        deleteTree(checkpoint());
      }
    } catch (IOException e) {
      throw FileFailure.writing(checkpoint(), e);
    }
  }

  private List<Path> entries() {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.delete(each);
    }
  }
}

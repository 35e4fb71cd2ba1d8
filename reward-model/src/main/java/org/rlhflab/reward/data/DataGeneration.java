package org.rlhflab.reward.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.stage.BadInput;

/// Derives all of `data/` that is not written by hand, byte for byte, from `data/world`,
/// `data/annotators` and a seed.
public final class DataGeneration {
  /// The seed of the shipped files.
  public static final long SHIPPED_SEED = 7;

  /// What is derived, part by part. Label files (`labels/*.jsonl`) join here.
  private static final List<DerivedFiles> PARTS =
      List.of(CorpusFiles::of, PromptFiles::of, DemonstrationFiles::of);

  private DataGeneration() {}

  /// Every derived file by its path below `data`, with all its text.
  public static Map<String, String> files(Path data, long seed) {
    return files(Sources.read(data, seed));
  }

  static Map<String, String> files(Sources sources) {
    Map<String, String> files = new LinkedHashMap<>();
    PARTS.forEach(part -> files.putAll(part.of(sources)));
    return files;
  }

  /// Writes every derived file; returns their paths below `data`.
  public static List<String> write(Path data, long seed) {
    Map<String, String> files = files(data, seed);
    files.forEach((name, text) -> write(data.resolve(name), text));
    return List.copyOf(files.keySet());
  }

  /// The derived files that are missing on disk or hold something else than they should.
  public static List<String> differences(Path data, long seed) {
    return differences(data, files(data, seed));
  }

  static List<String> differences(Path data, Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> !Optional.of(file.getValue()).equals(onDisk(data.resolve(file.getKey()))))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Optional<String> onDisk(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw BadInput.in(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  /// First beside its place, then moved there, so that nothing half-written is ever found.
  private static void write(Path file, String text) {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw BadInput.in(
          file, "cannot be written (" + e + "); choose a folder that can be written with --data");
    }
  }
}

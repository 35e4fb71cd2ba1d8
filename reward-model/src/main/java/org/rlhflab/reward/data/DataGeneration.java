package org.rlhflab.reward.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.FileFailure;
import org.rlhflab.pretrain.stage.Progress;

/// Derives all of `data/` that is not written by hand, byte for byte, from `data/world`,
/// `data/annotators` and a seed.
public final class DataGeneration {
  /// The seed of the shipped files.
  public static final long SHIPPED_SEED = 7;

  /// What is derived, part by part.
  private static final Map<String, DerivedFiles> PARTS = parts();

  private DataGeneration() {}

  /// A file that was derived.
  ///
  /// @param name its path below `data`
  /// @param bytes its size
  /// @param changed whether it was missing before or held something else
  public record DerivedFile(String name, long bytes, boolean changed) {}

  private static Map<String, DerivedFiles> parts() {
    Map<String, DerivedFiles> parts = new LinkedHashMap<>();
    parts.put("corpus", CorpusFiles::of);
    parts.put("prompts", PromptFiles::of);
    parts.put("demonstrations", DemonstrationFiles::of);
    parts.put("labels", LabelFiles::of);
    parts.put("ratings", RatingFiles::of);
    return parts;
  }

  /// Every derived file by its path below `data`, with all its text.
  public static Map<String, String> files(Path data, long seed, Progress progress) {
    return files(Sources.read(data, seed), progress);
  }

  static Map<String, String> files(Sources sources, Progress progress) {
    Map<String, String> files = new LinkedHashMap<>();
    progress.begin("deriving data", PARTS.size(), "parts");
    PARTS.forEach((name, part) -> {
      files.putAll(part.of(sources));
      progress.advance(1, name);
    });
    progress.end();
    return files;
  }

  /// Writes every derived file, each one whole or not at all.
  public static List<DerivedFile> write(Path data, long seed, Progress progress) {
    Map<String, String> files = files(data, seed, progress);
    List<String> different = differences(data, files);
    List<DerivedFile> written = new ArrayList<>();
    files.forEach((name, text) -> {
      boolean changed = different.contains(name);
      if (changed) {
        AtomicFile.writeText(data.resolve(name), text);
      }
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      written.add(new DerivedFile(name, bytes, changed));
    });
    return written;
  }

  /// The derived files that are missing on disk or hold something else than they should.
  static List<String> differences(Path data, Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> !holds(data.resolve(file.getKey()), file.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean holds(Path file, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }
}

package org.rlhflab.ppo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The whole world, and a little of each file derived from it.
final class SmallData {
  /// The shipped data.
  static final Path WHOLE = Path.of("..", "data");

  private static final List<String> KEPT_WHOLE = List.of("world", "annotators", "prompts");
  private static final int LINES = 400;

  private SmallData() {}

  /// Writes it.
  static void write(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(WHOLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = WHOLE.relativize(file);
        Path copy = folder.resolve(name.toString());
        Files.createDirectories(copy.resolveSibling("."));
        boolean all = KEPT_WHOLE.contains(name.getName(0).toString());
        List<String> lines = Files.readAllLines(file);
        Files.write(copy, all ? lines : lines.subList(0, Math.min(LINES, lines.size())));
      }
    }
  }
}

package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where a result was computed.
///
/// @param os operating system and its version
/// @param processor its name as the system tells it
/// @param cores how many of them Java may use
public record Machine(String os, String processor, int cores) {

  /// This machine.
  public static Machine current() {
    String os = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return new Machine(os, processorName(), Runtime.getRuntime().availableProcessors());
  }

  private static String processorName() {
    String windows = System.getenv("PROCESSOR_IDENTIFIER");
    if (windows != null) {
      return windows;
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}

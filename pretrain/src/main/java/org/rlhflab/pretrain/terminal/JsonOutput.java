package org.rlhflab.pretrain.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.rlhflab.pretrain.stage.Json;

/// Writes the one JSON document of a command: UTF-8, indented, ended by a line feed.
final class JsonOutput {
  private JsonOutput() {}

  /// A record, map or tree.
  static void write(Object document, PrintStream out) {
    byte[] bytes = Json.pretty(document).getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}

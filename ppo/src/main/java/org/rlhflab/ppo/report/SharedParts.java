package org.rlhflab.ppo.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What the pages of report and lab have in common.
public final class SharedParts {
  private SharedParts() {}

  /// Colours, text, tinted sentences: a style sheet, which each page's own follows.
  public static String style() {
    return resource("shared.css");
  }

  /// The pipeline drawn as a cycle of four stages around the people, as SVG.
  public static String cycle() {
    return resource("cycle.svg");
  }

  /// Line ends as the hash of a content policy must see them: HTML knows line feeds only.
  static String resource(String name) {
    try (InputStream in = SharedParts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("\r\n", "\n")
          .replace('\r', '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

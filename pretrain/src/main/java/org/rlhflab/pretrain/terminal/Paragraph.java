package org.rlhflab.pretrain.terminal;

import static java.util.stream.Collectors.joining;

/// Text in lines of at most 80 columns; what is indented stays so.
public final class Paragraph {
  private static final int WIDTH = 80;

  private Paragraph() {}

  /// Lines of text, each broken at spaces where it is too long.
  static String lines(String text) {
    return text.lines().map(line -> line.length() > WIDTH ? of(line) : line).collect(joining("\n"));
  }

  /// One paragraph, broken at spaces.
  public static String of(String text) {
    String indent = " ".repeat(text.length() - text.stripLeading().length());
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.strip().split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
        lines.append(line).append('\n');
        line.setLength(0);
        line.append(indent);
      }
      line.append(line.length() > indent.length() ? " " : "").append(word);
    }
    return lines.append(line).toString();
  }
}

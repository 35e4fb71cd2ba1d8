package org.rlhflab.ppo.cli;

/// Text in lines of at most 80 columns; what is indented stays so.
final class Paragraph {
  private static final int WIDTH = 80;

  private Paragraph() {}

  /// One paragraph, broken at spaces.
  static String of(String text) {
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

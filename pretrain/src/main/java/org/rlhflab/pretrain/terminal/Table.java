package org.rlhflab.pretrain.terminal;

import java.util.ArrayList;
import java.util.List;

/// A table of text that fits a terminal of 80 columns: numbers to the right, words to the left, and
/// the widest column folded at its spaces where a line would not fit.
///
/// ```java
/// new Table("model", "words").row("sft", "21.4").toString()
/// ```
public final class Table {
  private static final int WIDTH = 80;
  private static final int NARROWEST = 8;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /// A table with these headings.
  public Table(String... headings) {
    columns = headings.length;
    rows.add(List.of(headings));
  }

  /// Adds a row, one cell for each heading.
  public Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// All lines, without a line feed at the end.
  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    appendRow(text, rows.getFirst(), widths);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    appendRow(text, rules, widths);
    rows.stream().skip(1).forEach(row -> appendRow(text, row, widths));
    return text.substring(0, text.length() - 1);
  }

  private int[] widths() {
    int[] widths = new int[columns];
    int total = GAP.length() * (columns - 1);
    for (int c = 0; c < columns; c++) {
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
      total += widths[c];
    }
    while (total > WIDTH) {
      int widest = 0;
      for (int c = 1; c < columns; c++) {
        widest = widths[c] > widths[widest] ? c : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
      total--;
    }
    return widths;
  }

  private void appendRow(StringBuilder text, List<String> row, int[] widths) {
    List<List<String>> folded = new ArrayList<>();
    int height = 1;
    for (int c = 0; c < columns; c++) {
      folded.add(fold(row.get(c), widths[c]));
      height = Math.max(height, folded.getLast().size());
    }
    for (int line = 0; line < height; line++) {
      StringBuilder cells = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        List<String> lines = folded.get(c);
        String cell = line < lines.size() ? lines.get(line) : "";
        String space = " ".repeat(widths[c] - length(cell));
        cells.append(c == 0 ? "" : GAP).append(isNumeric(c) ? space + cell : cell + space);
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
  }

  /// Whether every cell below the heading begins like a number (an interval counts as one).
  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream()
            .skip(1)
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isEmpty() || cell.equals("-") || cell.matches("[-+]?[0-9.].*"));
  }

  /// Lines of at most `width` characters, broken at spaces, and inside a word only if it is longer.
  private static List<String> fold(String cell, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : cell.split(" ", -1)) {
      if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
      while (length(line) > width) {
        int cut = line.offsetByCodePoints(0, width);
        lines.add(line.substring(0, cut));
        line.delete(0, cut);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}

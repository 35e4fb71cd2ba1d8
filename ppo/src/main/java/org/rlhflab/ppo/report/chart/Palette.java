package org.rlhflab.ppo.report.chart;

import java.util.List;

/// How each model looks in every chart of a page: colour, symbol and line, so that none of them
/// alone has to tell two models apart.
///
/// Colours are names that the page's style sheet defines for light and dark, after Okabe and Ito
/// (2008), "Color Universal Design".
///
/// @param arms names of the tuned models, in their order
public record Palette(List<String> arms) {
  private static final int COLOURS = 5;
  private static final List<String> SYMBOLS =
      List.of("circle", "triangle", "diamond", "pin", "arrow");
  private static final List<String> LINES = List.of("solid", "dashed", "dotted", "solid", "dashed");

  /// How one model looks.
  ///
  /// @param colour name of a colour of the style sheet, as options write it
  /// @param symbol of its points
  /// @param line `solid`, `dashed` or `dotted`
  public record Look(String colour, String symbol, String line) {
    /// The colour as the style sheet's classes end in it.
    public String styleName() {
      return colour.substring(1);
    }
  }

  /// Copies its list.
  public Palette {
    arms = List.copyOf(arms);
  }

  /// Of a model: `base`, `sft`, or a tuned one.
  public Look of(String model) {
    return switch (model) {
      case "base" -> new Look("@base", "rect", "solid");
      case "sft" -> new Look("@sft", "roundRect", "solid");
      default -> {
        int index = Math.max(0, arms.indexOf(model)) % COLOURS;
        yield new Look("@arm" + (index + 1), SYMBOLS.get(index), LINES.get(index));
      }
    };
  }

  /// Of a level that curves are held against, in a colour of the style sheet.
  public static Look level(String colour) {
    return new Look(colour, "none", colour.equals("@reference") ? "dashed" : "dotted");
  }
}

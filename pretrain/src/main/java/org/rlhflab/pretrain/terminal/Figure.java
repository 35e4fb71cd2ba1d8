package org.rlhflab.pretrain.terminal;

import java.util.OptionalDouble;

/// A figure that may not exist, for people to read.
public final class Figure {
  private Figure() {}

  /// The figure in a format such as `%.2f`, or a dash where there is none.
  public static String of(String format, OptionalDouble figure) {
    return figure.isPresent() ? format.formatted(figure.getAsDouble()) : "-";
  }
}

package org.rlhflab.ppo.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as pages show them.
public final class Numbers {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Numbers() {}

  /// Four significant digits without an exponent: `0.6502`, `2400000`.
  public static String exact(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }

  /// Two digits after the point.
  public static String two(double value) {
    return as("%.2f", value);
  }

  /// In a format such as `%.1f`.
  public static String as(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /// Thousands parted by commas.
  public static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Seconds or minutes.
  public static String duration(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %02d s", (long) seconds / 60, (long) seconds % 60);
  }
}

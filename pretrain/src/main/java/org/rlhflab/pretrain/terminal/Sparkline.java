package org.rlhflab.pretrain.terminal;

import java.util.Arrays;

/// A curve in a few characters: the lowest value is the lowest bar, the highest the highest.
///
/// ```java
/// Sparkline.of(new double[] {1, 2, 3, 8}, 4) // ▁▂▃█
/// ```
///
/// Source: Tufte (2006), Beautiful Evidence, chapter 2.
public final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /// At most `width` bars; of more values each bar is the mean of neighbours. What is no number is
  /// left out; a curve that never moves lies in the middle.
  public static String of(double[] values, int width) {
    double[] bars = bars(Arrays.stream(values).filter(Double::isFinite).toArray(), width);
    double lowest = Arrays.stream(bars).min().orElse(0);
    double span = Arrays.stream(bars).max().orElse(0) - lowest;
    StringBuilder line = new StringBuilder();
    for (double bar : bars) {
      double height = span > 0 ? (bar - lowest) / span : 0.5;
      line.append(BARS.charAt((int) Math.min(BARS.length() - 1, height * BARS.length())));
    }
    return line.toString();
  }

  private static double[] bars(double[] values, int width) {
    int count = Math.min(width, values.length);
    double[] bars = new double[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * values.length / count);
      int to = (int) ((long) (i + 1) * values.length / count);
      bars[i] = Arrays.stream(values, from, to).average().orElse(0);
    }
    return bars;
  }

  /// Whether a stream of this encoding can show one.
  static boolean fits(java.nio.charset.Charset encoding) {
    return encoding.canEncode() && encoding.newEncoder().canEncode(BARS);
  }
}

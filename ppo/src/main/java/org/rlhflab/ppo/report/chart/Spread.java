package org.rlhflab.ppo.report.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.pretrain.statistics.Interval;

/// One figure of one or several runs.
public final class Spread {
  private Spread() {}

  /// Of a figure of several results; empty where none of them has it.
  public static <T> Optional<Interval> of(List<T> results, Function<T, Optional<Interval>> figure) {
    List<Interval> each = results.stream().flatMap(it -> figure.apply(it).stream()).toList();
    return each.isEmpty() ? Optional.empty() : Optional.of(of(each));
  }

  /// Of one run its own interval; of several their mean, from the lowest run to the highest.
  public static Interval of(List<Interval> runs) {
    if (runs.size() == 1) {
      return runs.getFirst();
    }
    double sum = 0;
    double lo = Double.POSITIVE_INFINITY;
    double hi = Double.NEGATIVE_INFINITY;
    for (Interval run : runs) {
      sum += run.mean();
      lo = Math.min(lo, run.mean());
      hi = Math.max(hi, run.mean());
    }
    return new Interval(sum / runs.size(), lo, hi);
  }
}

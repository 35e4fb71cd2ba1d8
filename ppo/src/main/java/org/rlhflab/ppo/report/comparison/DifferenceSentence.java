package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.report.chart.Numbers;

/// How two arms differ, in a sentence that begins with its numbers.
///
/// @param numbers what is clear of chance, or that nothing is
/// @param what which arms, and how sure
public record DifferenceSentence(String numbers, String what) {

  /// Of an arm against another.
  static DifferenceSentence of(CompareResults results, String arm, String control) {
    List<String> parts = new ArrayList<>();
    double worst = 0;
    for (ShownMetric metric : ShownMetric.FIRST) {
      Optional<PairResult> pair =
          results.pair(arm, control, metric.key()).filter(PairResult::isClear);
      if (pair.isPresent()) {
        parts.add(amount(metric, pair.get().difference().mean()));
        worst = Math.max(worst, pair.get().pHolm());
      }
    }
    String seeds =
        results.seeds().size() == 1 ? "one seed" : "%d seeds".formatted(results.seeds().size());
    return parts.isEmpty()
        ? new DifferenceSentence(
            "No difference in gold score, words or facts that %s can tell from luck"
                .formatted(seeds),
            "%s against %s.".formatted(arm, control))
        : new DifferenceSentence(
            listed(parts),
            "%s against %s, over %s; no p above %s, Holm's correction included."
                .formatted(arm, control, seeds, p(worst)));
  }

  /// So much more, or so much less.
  static String amount(ShownMetric metric, double difference) {
    return "%s %s"
        .formatted(number(Math.abs(difference)), difference < 0 ? metric.less() : metric.more());
  }

  static String number(double value) {
    return Numbers.as(Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }

  static String p(double value) {
    return value < 0.001 ? "0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String listed(List<String> parts) {
    int last = parts.size() - 1;
    return last == 0
        ? parts.getFirst()
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}

package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlhflab.ppo.experiment.CompareResults;
import org.rlhflab.ppo.experiment.CompareResults.ArmResult;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.ppo.report.chart.Numbers;

/// How two arms differ, in a sentence that begins with its numbers.
///
/// @param numbers what differs by more than its interval, or that nothing does
/// @param what which arms, and how sure
public record DifferenceSentence(String numbers, String what) {
  private static final double LEVEL = 0.05;

  /// With fewer, flipping signs cannot come below 5%.
  private static final int FEWEST_SEEDS = 6;

  /// Of an arm against another.
  static DifferenceSentence of(CompareResults results, String arm, String control) {
    List<String> parts = new ArrayList<>();
    double worst = 0;
    boolean answered =
        ShownMetric.FIRST.stream().anyMatch(it -> results.pair(arm, control, it.key()).isPresent());
    for (ShownMetric metric : answered ? ShownMetric.FIRST : ShownMetric.OF_REWARD_MODELS) {
      Optional<PairResult> pair =
          results.pair(arm, control, metric.key()).filter(it -> it.difference().excludes(0));
      if (pair.isPresent()) {
        parts.add(amount(metric, pair.get().difference().mean()));
        worst = Math.max(worst, pair.get().pHolm());
      }
    }
    int seeds = results.seeds().size();
    String who =
        "%s against %s, over %s"
            .formatted(arm, control, seeds == 1 ? "one seed" : seeds + " seeds");
    return parts.isEmpty()
        ? new DifferenceSentence(
            "No difference in %s that its interval tells from none"
                .formatted(
                    answered
                        ? "gold score, words or facts"
                        : "what reward models or labels prefer"),
            who + ".")
        : new DifferenceSentence(listed(parts), who + "; " + trust(worst, seeds));
  }

  /// Of an arm that has a reward model and nothing to hold it against.
  static DifferenceSentence ofRewardModel(ArmResult arm, int seeds) {
    String share =
        Optional.ofNullable(arm.metrics().get("reward_model/gold_accuracy"))
            .map(it ->
                "%s (%s to %s)".formatted(percent(it.mean()), percent(it.lo()), percent(it.hi())))
            .orElse("An unknown share");
    return new DifferenceSentence(
        share + " of held-out pairs are ordered as the known truth has it",
        "the reward model of %s, over %s."
            .formatted(arm.name(), seeds == 1 ? "one seed" : seeds + " seeds"));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  private static String trust(double worst, int seeds) {
    if (worst < LEVEL) {
      return "no p above %s, Holm's correction included.".formatted(p(worst));
    }
    return "every 95%% interval leaves out 0, but %s."
        .formatted(
            seeds < FEWEST_SEEDS
                ? "so few seeds allow no test: 6 are the least"
                : "the seeds differ too much for the test (p up to %s)".formatted(p(worst)));
  }

  /// So much more, or so much less.
  static String amount(ShownMetric metric, double difference) {
    return "%s %s"
        .formatted(
            number(metric.unit() * Math.abs(difference)),
            difference < 0 ? metric.less() : metric.more());
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

package org.rlhflab.ppo.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.chart.Spread;
import org.rlhflab.ppo.report.run.ModelResult;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.pretrain.statistics.Interval;

/// A model in the few figures that can be read from the last row.
///
/// @param model its name
/// @param styleClass of its colour
/// @param gold overall score
/// @param words an answer
/// @param facts in a hundred words
/// @param winRate against the fine-tuned model; empty for that model itself
public record Headline(
    String model, String styleClass, String gold, String words, String facts, String winRate) {

  /// The fine-tuned model, then every tuned one.
  static List<Headline> of(RunSet runs) {
    List<Headline> headlines = new ArrayList<>();
    List<String> models = runs.models();
    for (int m = 1; m < models.size(); m++) {
      List<ModelResult> results = runs.results(models.get(m));
      String winRate =
          m == 1
              ? ""
              : mean(results, ModelResult::winRate)
                  .map(it -> Math.round(100 * it) + "%")
                  .orElse("");
      headlines.add(
          new Headline(
              models.get(m),
              m == 1 ? "sft" : "arm" + ((m - 2) % 5 + 1),
              figure(results, it -> Optional.ofNullable(it.gold().get("overall")), "%.2f"),
              figure(results, it -> Optional.ofNullable(it.behaviour().get("words")), "%.1f"),
              figure(
                  results,
                  it -> Optional.ofNullable(it.behaviour().get("facts_per_100_words")),
                  "%.2f"),
              winRate));
    }
    return headlines;
  }

  private static String figure(
      List<ModelResult> results, Function<ModelResult, Optional<Interval>> of, String format) {
    return mean(results, of).map(it -> Numbers.as(format, it)).orElse("-");
  }

  private static Optional<Double> mean(
      List<ModelResult> results, Function<ModelResult, Optional<Interval>> figure) {
    List<Interval> each = results.stream().flatMap(it -> figure.apply(it).stream()).toList();
    return each.isEmpty() ? Optional.empty() : Optional.of(Spread.of(each).mean());
  }
}

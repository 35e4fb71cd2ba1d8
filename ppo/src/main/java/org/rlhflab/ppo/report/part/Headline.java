package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.ppo.report.chart.Palette;
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
  public static List<Headline> of(RunSet runs, Palette palette) {
    List<Headline> headlines = new ArrayList<>();
    List<String> models = runs.models();
    for (int m = 1; m < models.size(); m++) {
      List<ModelResult> results = runs.results(models.get(m));
      String winRate =
          m == 1
              ? ""
              : Spread.of(results, ModelResult::winRate)
                  .map(it -> Math.round(100 * it.mean()) + "%")
                  .orElse("");
      headlines.add(
          new Headline(
              models.get(m),
              palette.of(models.get(m)).styleName(),
              figure(results, it -> it.gold("overall"), "%.2f"),
              figure(results, it -> it.behaviour("words"), "%.1f"),
              figure(results, it -> it.behaviour("facts_per_100_words"), "%.2f"),
              winRate));
    }
    return headlines;
  }

  private static String figure(
      List<ModelResult> results, Function<ModelResult, Optional<Interval>> of, String format) {
    return Spread.of(results, of).map(it -> Numbers.as(format, it.mean())).orElse("-");
  }
}

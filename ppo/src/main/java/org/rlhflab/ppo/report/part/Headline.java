package org.rlhflab.ppo.report.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
/// @param figures in order
public record Headline(String model, String styleClass, List<Figure> figures) {

  /// A figure and what it is called.
  public record Figure(String name, String value) {}

  /// Copies its list.
  public Headline {
    figures = List.copyOf(figures);
  }

  /// Of a model that answers: its overall gold score, words an answer, facts in a hundred words,
  /// and how often it beats the fine-tuned model.
  public static Headline of(
      String model,
      String styleClass,
      Optional<Interval> gold,
      Optional<Interval> words,
      Optional<Interval> facts,
      Optional<Interval> winRate) {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("gold score", shown(gold, "%.2f")));
    figures.add(new Figure("words", shown(words, "%.1f")));
    figures.add(new Figure("facts/100 words", shown(facts, "%.2f")));
    winRate.ifPresent(it -> figures.add(new Figure("beats sft", percent(it))));
    return new Headline(model, styleClass, figures);
  }

  /// A share in percent.
  public static String percent(Interval share) {
    return Math.round(100 * share.mean()) + "%";
  }

  private static String shown(Optional<Interval> figure, String format) {
    return figure.map(it -> Numbers.as(format, it.mean())).orElse("-");
  }

  /// The fine-tuned model, then every tuned one.
  public static List<Headline> of(RunSet runs, Palette palette) {
    List<Headline> headlines = new ArrayList<>();
    List<String> models = runs.models();
    for (int m = 1; m < models.size(); m++) {
      List<ModelResult> results = runs.results(models.get(m));
      headlines.add(
          of(
              models.get(m),
              palette.of(models.get(m)).styleName(),
              Spread.of(results, it -> it.gold("overall")),
              Spread.of(results, it -> it.behaviour("words")),
              Spread.of(results, it -> it.behaviour("facts_per_100_words")),
              m == 1 ? Optional.empty() : Spread.of(results, ModelResult::winRate)));
    }
    return headlines;
  }
}

package org.rlhflab.ppo.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.experiment.Expectation;
import org.rlhflab.ppo.experiment.Expectation.Direction;
import org.rlhflab.ppo.experiment.Expectation.Outcome;
import org.rlhflab.ppo.experiment.Experiment;
import org.rlhflab.ppo.experiment.Verdict;
import org.rlhflab.ppo.report.chart.ChartTable;
import org.rlhflab.ppo.report.chart.Numbers;
import org.rlhflab.pretrain.statistics.Interval;

/// What an experiment expected beforehand, and what it measured.
///
/// @param claim of the literature
/// @param source paper
/// @param verdict in words
/// @param styleClass of the verdict's colour
/// @param table one expectation a row
public record ExpectedAndMeasured(
    String claim, String source, String verdict, String styleClass, ChartTable table) {

  static ExpectedAndMeasured of(Experiment.Result result) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : result.outcomes()) {
      ShownMetric metric = ShownMetric.named(outcome.expectation().metric());
      Interval it = metric.told(outcome.difference());
      rows.add(
          List.of(
              text(outcome.expectation()),
              "%s (%s to %s)".formatted(signed(it.mean()), signed(it.lo()), signed(it.hi())),
              DifferenceSentence.p(outcome.pHolm()),
              outcome.verdict().text()));
    }
    return new ExpectedAndMeasured(
        result.experiment().claim(),
        result.experiment().source(),
        result.verdict().text(),
        styleClass(result.verdict()),
        new ChartTable(List.of("expected", "measured, 95% interval", "p, Holm", "verdict"), rows));
  }

  /// An expectation in words.
  static String text(Expectation expected) {
    return "%s has at least %s than %s"
        .formatted(expected.arm(), amount(expected), expected.control());
  }

  /// How much of what was expected.
  static String amount(Expectation expected) {
    ShownMetric metric = ShownMetric.named(expected.metric());
    return "%s %s"
        .formatted(
            Numbers.exact(metric.unit() * expected.atLeast()),
            expected.direction() == Direction.MORE ? metric.more() : metric.less());
  }

  /// A measured effect in units of the least that was expected, seen in the expected direction.
  static Optional<Interval> share(Outcome outcome) {
    Expectation expected = outcome.expectation();
    Interval towards =
        expected.direction() == Direction.MORE
            ? outcome.difference()
            : outcome.difference().subtractedFrom(0);
    double unit = expected.atLeast();
    return Optional.of(
        new Interval(towards.mean() / unit, towards.lo() / unit, towards.hi() / unit));
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + DifferenceSentence.number(value);
  }

  private static String styleClass(Verdict verdict) {
    return switch (verdict) {
      case REPRODUCED -> "yes";
      case NOT_REPRODUCED -> "no";
      case INCONCLUSIVE -> "unsure";
    };
  }
}

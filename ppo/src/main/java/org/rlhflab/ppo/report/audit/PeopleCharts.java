package org.rlhflab.ppo.report.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.ppo.report.chart.DotChart;
import org.rlhflab.ppo.report.chart.DotRow;
import org.rlhflab.ppo.report.chart.Palette;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;

/// Everybody in an audit, in pictures: those first who stand out most.
final class PeopleCharts {
  /// More do not fit one picture.
  static final int MOST_PEOPLE = 30;

  private static final List<String> WORST_FIRST = List.of("remove", "down-weight", "watch", "keep");

  private static final Palette PALETTE =
      new Palette(List.of("first", "second", "third", "fourth", "fifth"));

  private record Measure(
      String name, String look, Function<AnnotatorReport, Optional<Interval>> of) {}

  private final List<AnnotatorReport> people;
  private final String whose;

  PeopleCharts(LabelAudit audit) {
    this.people = shown(audit);
    this.whose =
        people.size() < audit.annotators().size()
            ? " The %d of %,d people who stand out most; the table has all."
                .formatted(people.size(), audit.annotators().size())
            : "";
  }

  /// Everybody, the worst first.
  static List<AnnotatorReport> sorted(LabelAudit audit) {
    return audit.annotators().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                    (AnnotatorReport it) -> WORST_FIRST.indexOf(it.status()))
                .thenComparing(it -> -it.flags().size()))
        .toList();
  }

  private static List<AnnotatorReport> shown(LabelAudit audit) {
    return sorted(audit).stream().limit(MOST_PEOPLE).toList();
  }

  /// What an annotator is called.
  static String name(AnnotatorReport person) {
    return person.id().isEmpty() ? "(nobody named)" : person.id();
  }

  /// Those of which the file shows anything.
  List<Chart> all() {
    List<Chart> charts = new ArrayList<>();
    chart(
            "people-reliability",
            "How far people can be relied on",
            "Share of gold tasks answered as known, of repeated pairs judged as the first time, and"
                + " of pairs judged as most of the others do. Half is a coin. Whiskers are 95%"
                + " intervals: few tasks, wide ones."
                + whose,
            "share",
            OptionalDouble.of(1),
            0.5,
            List.of(
                new Measure("right on gold tasks", "first", AnnotatorReport::goldAccuracy),
                new Measure("same again on repeats", "second", AnnotatorReport::consistency),
                new Measure("as most others", "third", AnnotatorReport::agreement)))
        .ifPresent(charts::add);
    chart(
            "people-biases",
            "What people favour",
            "Log-odds: 0 is no influence, 1 makes an answer 2.7 times as likely to be chosen."
                + " Being shown first earns nothing; length and confidence may be earned, which"
                + " only known answers tell. Whiskers are 95% intervals."
                + whose,
            "log-odds",
            OptionalDouble.empty(),
            0,
            List.of(
                new Measure("twice the words", "first", AnnotatorReport::lengthBias),
                new Measure("a booster more", "second", AnnotatorReport::confidenceBias),
                new Measure("shown first", "third", AnnotatorReport::positionBias)))
        .ifPresent(charts::add);
    return charts;
  }

  private Optional<Chart> chart(
      String id,
      String title,
      String caption,
      String x,
      OptionalDouble to,
      double reference,
      List<Measure> measures) {
    List<DotRow> rows = new ArrayList<>();
    for (Measure measure : measures) {
      rows.add(
          new DotRow(
              measure.name(),
              PALETTE.of(measure.look()),
              people.stream().map(measure.of()).toList()));
    }
    DotChart chart =
        new DotChart(
            id,
            title,
            caption,
            x,
            OptionalDouble.empty(),
            to,
            OptionalDouble.of(reference),
            people.stream().map(PeopleCharts::name).toList(),
            rows);
    return chart.rows().isEmpty() ? Optional.empty() : Optional.of(chart.toChart());
  }
}

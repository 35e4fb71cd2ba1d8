package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rlhflab.ppo.report.chart.PanelChart.Panel;
import org.rlhflab.ppo.report.run.Metrics;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.ppo.report.run.RunSet;
import org.rlhflab.ppo.report.run.TunedArm;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.statistics.Interval;

/// The reward model's score and the gold score against the square root of the KL divergence: the
/// first is what PPO raises, the second is what people wanted. Source: Gao, Schulman and Hilton
/// (2023), figure 1.
///
/// Runs move at their own pace, so several are brought together by distance: each run's mean within
/// a stretch of it, then the mean of the runs that were there.
final class DistanceCurves {
  private static final int STRETCHES = 24;

  private final RunSet runs;
  private final Palette palette;

  private DistanceCurves(RunSet runs, Palette palette) {
    this.runs = runs;
    this.palette = palette;
  }

  /// Both panels.
  static Chart chart(RunSet runs, Palette palette) {
    DistanceCurves curves = new DistanceCurves(runs, palette);
    String points =
        runs.isSeveral()
            ? " Lines are means of the runs that came so far, bands reach from the lowest to the"
                + " highest."
            : " A point is an iteration.";
    return new PanelChart(
            "overoptimization",
            "Score and truth by distance",
            "The reward model's score (above) and the known truth's (below) against the square root"
                + " of the KL divergence from the fine-tuned model, as in Gao et al. (2023): where"
                + " the upper goes on and the lower turns down, the reward model is optimized too"
                + " far."
                + points,
            "square root of KL, nats",
            !runs.isSeveral(),
            List.of(
                new Panel("score, deviations", curves.of(MetricName.SCORES)),
                new Panel("gold score, 1 to 5", curves.of(MetricName.GOLD_OVERALL))))
        .toChart();
  }

  private List<Curve> of(MetricName metric) {
    double farthest =
        runs.arms().stream()
            .flatMap(name -> runs.arm(name).stream())
            .flatMap(arm -> points(arm, metric).stream())
            .mapToDouble(Point::step)
            .max()
            .orElse(1);
    List<Curve> curves = new ArrayList<>();
    for (String name : runs.arms()) {
      List<List<Point>> each = runs.arm(name).stream().map(it -> points(it, metric)).toList();
      curves.add(
          runs.isSeveral()
              ? together(name, palette.of(name), each, farthest / STRETCHES)
              : Curve.cloud(name, palette.of(name), each.getFirst()));
    }
    return curves;
  }

  private static List<Point> points(TunedArm arm, MetricName metric) {
    if (arm.ppo().isEmpty()) {
      return List.of();
    }
    Metrics metrics = arm.ppo().get().metrics();
    Map<Double, Double> values =
        metrics.of(metric).stream()
            .collect(Collectors.toMap(Point::step, Point::value, (first, _) -> first));
    List<Point> points = new ArrayList<>();
    for (Point distance : metrics.of(MetricName.KL)) {
      Double value = values.get(distance.step());
      if (value != null) {
        points.add(new Point(Math.sqrt(Math.max(0, distance.value())), value));
      }
    }
    return points;
  }

  /// Runs in one curve: stretches of `width`, each at its middle.
  static Curve together(String name, Palette.Look look, List<List<Point>> runs, double width) {
    Map<Long, List<Interval>> stretches = new TreeMap<>();
    for (List<Point> run : runs) {
      run.stream()
          .collect(
              Collectors.groupingBy(
                  point -> (long) (point.step() / width),
                  TreeMap::new,
                  Collectors.averagingDouble(Point::value)))
          .forEach((stretch, mean) ->
              stretches
                  .computeIfAbsent(stretch, _ -> new ArrayList<>())
                  .add(new Interval(mean, mean, mean)));
    }
    List<Curve.Value> points = new ArrayList<>();
    stretches.forEach(
        (stretch, each) -> points.add(new Curve.Value((stretch + 0.5) * width, Spread.of(each))));
    return new Curve(name, look, points);
  }
}

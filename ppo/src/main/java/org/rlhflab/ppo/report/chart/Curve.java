package org.rlhflab.ppo.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlhflab.ppo.report.chart.Palette.Look;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.pretrain.statistics.Interval;

/// A line of a chart, with a band around it where it stands for several runs.
///
/// @param name as the legend shows it
/// @param look its colour, symbol and line
/// @param points in the order of their x
public record Curve(String name, Look look, List<Value> points) {

  /// A point.
  ///
  /// @param x where
  /// @param y mean of the runs, lowest and highest
  public record Value(double x, Interval y) {}

  /// Copies its list.
  public Curve {
    points = List.copyOf(points);
  }

  /// The same metric of several runs, at the steps that all of them have.
  public static Curve of(String name, Look look, List<List<Point>> runs) {
    Map<Double, List<Double>> values = new TreeMap<>();
    for (List<Point> run : runs) {
      run.forEach(
          point -> values.computeIfAbsent(point.step(), _ -> new ArrayList<>()).add(point.value()));
    }
    List<Value> points = new ArrayList<>();
    values.forEach((x, all) -> {
      if (all.size() == runs.size()) {
        List<Interval> each = all.stream().map(y -> new Interval(y, y, y)).toList();
        points.add(new Value(x, Spread.of(each)));
      }
    });
    return new Curve(name, look, points);
  }

  /// Points as they are, for instance of one run's iterations in any order.
  public static Curve cloud(String name, Look look, List<Point> points) {
    return new Curve(
        name,
        look,
        points.stream()
            .map(it -> new Value(it.step(), new Interval(it.value(), it.value(), it.value())))
            .toList());
  }

  /// A level across a chart, from the first to the last x of other curves.
  public static Curve level(String name, Look look, double y, List<Curve> across) {
    double from =
        across.stream().flatMap(it -> it.points().stream()).mapToDouble(Value::x).min().orElse(0);
    double to =
        across.stream().flatMap(it -> it.points().stream()).mapToDouble(Value::x).max().orElse(1);
    Interval value = new Interval(y, y, y);
    return new Curve(name, look, List.of(new Value(from, value), new Value(to, value)));
  }

  /// The same with the means of every so many neighbouring points in their place.
  Curve thinned(int neighbours) {
    List<Value> fewer = new ArrayList<>();
    for (int from = 0; from < points.size(); from += neighbours) {
      fewer.add(mean(points.subList(from, Math.min(points.size(), from + neighbours))));
    }
    return new Curve(name, look, fewer);
  }

  private static Value mean(List<Value> points) {
    double x = 0;
    double mean = 0;
    double lo = 0;
    double hi = 0;
    for (Value point : points) {
      x += point.x() / points.size();
      mean += point.y().mean() / points.size();
      lo += point.y().lo() / points.size();
      hi += point.y().hi() / points.size();
    }
    return new Value(x, new Interval(mean, Math.min(lo, hi), Math.max(lo, hi)));
  }

  /// Whether it stands for several runs that differ.
  boolean hasBand() {
    return points.stream().anyMatch(point -> point.y().lo() < point.y().hi());
  }
}

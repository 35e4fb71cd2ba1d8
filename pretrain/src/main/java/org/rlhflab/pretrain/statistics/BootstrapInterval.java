package org.rlhflab.pretrain.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// The percentile bootstrap interval of a mean.
///
/// From n units draw n with replacement, take the mean, repeat; the interval runs between the
/// percentiles of these means. Where a unit holds several samples (answers to the same prompt)
/// whole units are drawn: samples of one prompt are alike, and drawn singly they would feign more
/// data than there are. The mean of a draw is then the sum of its samples over their number.
///
/// Efron and Tibshirani (1993), section 13.3; whole clusters: Davison and Hinkley (1997), section
/// 3.8. Percentiles are interpolated linearly between order statistics, which is symmetric: negated
/// data give the negated interval. One unit has nothing to vary: its interval is a point.
///
/// @param resamples how many means are drawn, at least 100, default 1,000
/// @param level share of the means inside, in (0, 1), default 0.95
/// @param seed decides every draw
public record BootstrapInterval(int resamples, double level, long seed) {

  /// Checks the ranges.
  public BootstrapInterval {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be 100 or more, got " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1), got " + level);
    }
  }

  /// 1,000 resamples, 95%.
  public static BootstrapInterval withSeed(long seed) {
    return new BootstrapInterval(1_000, 0.95, seed);
  }

  /// Of the mean over independent units.
  public Interval ofMean(double[] units) {
    int[] counts = new int[units.length];
    Arrays.fill(counts, 1);
    return ofRatio(units, counts);
  }

  /// Of the mean over all samples, several to a unit: `samples[unit][sample]`, no unit empty.
  public Interval ofClusteredMean(double[][] samples) {
    double[] sums = new double[samples.length];
    int[] counts = new int[samples.length];
    for (int unit = 0; unit < samples.length; unit++) {
      if (samples[unit].length == 0) {
        throw new IllegalArgumentException("unit " + unit + " has no samples");
      }
      sums[unit] = Arrays.stream(samples[unit]).sum();
      counts[unit] = samples[unit].length;
    }
    return ofRatio(sums, counts);
  }

  /// Of the mean over two crossed factors, for instance the same prompts under several seeds:
  /// `figures[row][column]`, all rows of one length. Every draw draws rows and, apart from them,
  /// columns; that holds both sources of luck, and errs on the wide side (Owen 2007, the pigeonhole
  /// bootstrap).
  public Interval ofCrossedMean(double[][] figures) {
    int rows = figures.length;
    if (rows == 0 || figures[0].length == 0) {
      throw new IllegalArgumentException("a mean needs at least one row and column, got none");
    }
    int columns = figures[0].length;
    double sum = 0;
    for (double[] row : figures) {
      if (row.length != columns) {
        throw new IllegalArgumentException("rows of " + columns + " and of " + row.length);
      }
      sum += Arrays.stream(row).sum();
    }
    double mean = sum / ((double) rows * columns);
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("a mean needs finite values, got " + mean);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    int[] times = new int[columns];
    for (int r = 0; r < resamples; r++) {
      Arrays.fill(times, 0);
      for (int draw = 0; draw < columns; draw++) {
        times[random.nextInt(columns)]++;
      }
      double drawn = 0;
      for (int draw = 0; draw < rows; draw++) {
        double[] row = figures[random.nextInt(rows)];
        for (int column = 0; column < columns; column++) {
          drawn += times[column] * row[column];
        }
      }
      means[r] = drawn / ((double) rows * columns);
    }
    Arrays.sort(means);
    double tail = (1 - level) / 2;
    return new Interval(mean, quantile(means, tail), quantile(means, 1 - tail));
  }

  /// A figure of units, each counted so many times.
  @FunctionalInterface
  public interface Statistic {
    /// Empty where a draw leaves it without a value.
    OptionalDouble of(int[] times);
  }

  /// Of any figure that is computed from units. A draw that leaves it without a value is drawn
  /// again, as often as there are resamples.
  public Interval ofStatistic(int units, double estimate, Statistic statistic) {
    if (units == 0) {
      throw new IllegalArgumentException("a figure needs at least one unit, got none");
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    int again = resamples;
    for (int r = 0; r < resamples; ) {
      int[] times = new int[units];
      for (int draw = 0; draw < units; draw++) {
        times[random.nextInt(units)]++;
      }
      OptionalDouble value = statistic.of(times);
      if (value.isPresent()) {
        values[r++] = value.getAsDouble();
      } else if (again-- == 0) {
        throw new IllegalArgumentException(
            "most resamples of %d units have no value: too few for an interval".formatted(units));
      }
    }
    Arrays.sort(values);
    double tail = (1 - level) / 2;
    return new Interval(estimate, quantile(values, tail), quantile(values, 1 - tail));
  }

  private Interval ofRatio(double[] sums, int[] counts) {
    int n = sums.length;
    if (n == 0) {
      throw new IllegalArgumentException("a mean needs at least one unit, got none");
    }
    double mean = Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("a mean needs finite values, got " + mean);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      long count = 0;
      for (int draw = 0; draw < n; draw++) {
        int unit = random.nextInt(n);
        sum += sums[unit];
        count += counts[unit];
      }
      means[r] = sum / count;
    }
    Arrays.sort(means);
    double tail = (1 - level) / 2;
    return new Interval(mean, quantile(means, tail), quantile(means, 1 - tail));
  }

  /// Linear between the order statistics around position `q (n - 1)`.
  static double quantile(double[] sorted, double q) {
    double position = q * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}

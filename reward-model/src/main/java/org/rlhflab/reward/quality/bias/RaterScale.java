package org.rlhflab.reward.quality.bias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import smile.stat.hypothesis.TTest;

/// How a rater uses the scale, beside the others who rated the same items: leniency is how many
/// points higher, scale use how many times wider.
///
/// `leniency = mean of (own rating - mean of the others' ratings)` `scale use = deviation of own
/// ratings / deviation of another rater's, on the same items`
///
/// Another rater's deviation is the root mean square over the others of theirs. Leniency 0 and
/// scale use 1 are like everybody else; a scale use near 0 is somebody who gives everything the
/// same mark. Saal, Downey and Lahey (1980), "Rating the Ratings", call them leniency and range
/// restriction.
///
/// @param leniency in points, with its bootstrap interval over items
/// @param p that of Student's test of leniency 0 over items, two-sided
/// @param scaleUse with its bootstrap interval
/// @param items rated by this rater and by somebody else
public record RaterScale(Interval leniency, double p, Interval scaleUse, int items) {
  private static final int FEWEST_ITEMS = 5;

  /// Of one rater; categories must be numbers.
  public static RaterScale of(Judgments ratings, int rater, BootstrapInterval bootstrap) {
    List<double[]> pairs = pairs(ratings.requireOneOfEach(), rater);
    int n = pairs.size();
    if (n < FEWEST_ITEMS) {
      throw new UndefinedMeasure(
          "leniency needs at least %d items that others rated too, got %d"
              .formatted(FEWEST_ITEMS, n));
    }
    double[] differences = pairs.stream().mapToDouble(pair -> pair[0] - pair[1]).toArray();
    int[] once = new int[n];
    Arrays.fill(once, 1);
    double use =
        scaleUse(pairs, once)
            .orElseThrow(() ->
                new UndefinedMeasure(
                    "the others gave all items the same rating: nothing to compare scale use"
                        + " with"));
    return new RaterScale(
        bootstrap.ofMean(differences),
        pValue(differences),
        bootstrap.ofStatistic(n, use, times -> scaleUse(pairs, times)),
        n);
  }

  /// A constant difference leaves Student's test without a value: it is certain, or there is none.
  private static double pValue(double[] differences) {
    boolean constant = Arrays.stream(differences).allMatch(d -> d == differences[0]);
    if (constant) {
      return differences[0] == 0 ? 1 : 0;
    }
    return TTest.test(differences, 0).pvalue();
  }

  /// One row an item that somebody else rated too: own rating, the others' mean, the others' mean
  /// square.
  private static List<double[]> pairs(Judgments ratings, int rater) {
    int items = ratings.items().size();
    double[] own = new double[items];
    boolean[] rated = new boolean[items];
    double[] sum = new double[items];
    double[] squares = new double[items];
    int[] others = new int[items];
    for (int j = 0; j < ratings.size(); j++) {
      double value = ratings.value(ratings.category(j));
      int item = ratings.item(j);
      if (ratings.annotator(j) == rater) {
        own[item] = value;
        rated[item] = true;
      } else {
        sum[item] += value;
        squares[item] += value * value;
        others[item]++;
      }
    }
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      if (rated[i] && others[i] > 0) {
        pairs.add(new double[] {own[i], sum[i] / others[i], squares[i] / others[i]});
      }
    }
    return pairs;
  }

  private static OptionalDouble scaleUse(List<double[]> pairs, int[] times) {
    double n = 0;
    double own = 0;
    double ownSquares = 0;
    double others = 0;
    double othersSquares = 0;
    for (int i = 0; i < times.length; i++) {
      double[] pair = pairs.get(i);
      n += times[i];
      own += times[i] * pair[0];
      ownSquares += times[i] * pair[0] * pair[0];
      others += times[i] * pair[1];
      othersSquares += times[i] * pair[2];
    }
    double spread = othersSquares / n - others / n * (others / n);
    double ownSpread = Math.max(0, ownSquares / n - own / n * (own / n));
    return spread > 1e-12
        ? OptionalDouble.of(Math.sqrt(ownSpread / spread))
        : OptionalDouble.empty();
  }
}

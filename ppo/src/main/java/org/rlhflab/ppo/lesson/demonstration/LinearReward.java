package org.rlhflab.ppo.lesson.demonstration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// A reward model of ten numbers: a weight for each dimension of the rubric, for doubling the
/// words, for a booster more and for tidy formatting, fitted to labels by [BradleyTerryRegression].
/// It is no language model, but it learns from labels by the same loss, in a moment.
///
/// @param weights in the order of the features
record LinearReward(double[] weights) {
  private static final List<String> NAMES =
      Stream.concat(
              Arrays.stream(Dimension.values()).map(Dimension::key),
              Stream.of("length", "confidence", "formatting"))
          .toList();
  private static final double RIDGE = 0.5;
  private static final double EQUAL = 1e-9;

  /// Copies its array.
  LinearReward {
    weights = weights.clone();
  }

  @Override
  public double[] weights() {
    return weights.clone();
  }

  /// Fits labels; `pairs` holds what each label's two responses are, by their texts.
  static LinearReward fit(List<Preference> labels, Map<String, ResponseFeatures> responses) {
    List<double[]> rows = new ArrayList<>();
    List<Preference> used = new ArrayList<>();
    for (Preference label : labels) {
      ResponseFeatures chosen = responses.get(key(label.prompt(), label.chosen()));
      ResponseFeatures rejected = responses.get(key(label.prompt(), label.rejected()));
      if (chosen != null && rejected != null) {
        rows.add(difference(chosen, rejected));
        used.add(label);
      }
    }
    return new LinearReward(coefficients(rows, used));
  }

  /// What never differs cannot be learnt and weighs nothing.
  private static double[] coefficients(List<double[]> rows, List<Preference> labels) {
    int[] columns =
        IntStream.range(0, NAMES.size())
            .filter(c -> rows.stream().anyMatch(row -> row[c] != 0))
            .toArray();
    double[] found =
        BradleyTerryRegression.of(
                IntStream.of(columns).mapToObj(NAMES::get).toList(),
                rows.stream()
                    .map(row -> IntStream.of(columns).mapToDouble(c -> row[c]).toArray())
                    .toArray(double[][]::new),
                labels.stream().mapToDouble(label -> label.tie() ? 0.5 : 1).toArray(),
                labels.stream().mapToDouble(Preference::weight).toArray(),
                RIDGE)
            .coefficients();
    double[] weights = new double[NAMES.size()];
    for (int k = 0; k < columns.length; k++) {
      weights[columns[k]] = found[k];
    }
    return weights;
  }

  /// How a response to a prompt is found.
  static String key(String prompt, String response) {
    return prompt + '\n' + response;
  }

  /// The share of pairs that it orders as the rubric does, among those that the rubric orders.
  double accuracy(List<PairToLabel> pairs) {
    int right = 0;
    int all = 0;
    for (PairToLabel pair : pairs) {
      double truth = pair.a().gold().overall() - pair.b().gold().overall();
      if (Math.abs(truth) > EQUAL) {
        double[] x = difference(pair.a(), pair.b());
        double score = 0;
        for (int c = 0; c < x.length; c++) {
          score += weights[c] * x[c];
        }
        right += score * truth > 0 ? 1 : 0;
        all++;
      }
    }
    return all == 0 ? 0 : (double) right / all;
  }

  private static double[] difference(ResponseFeatures one, ResponseFeatures other) {
    Dimension[] dimensions = Dimension.values();
    double[] x = new double[dimensions.length + 3]; // [dimensions, length, confidence, formatting]
    for (int d = 0; d < dimensions.length; d++) {
      x[d] = one.gold().of(dimensions[d]) - other.gold().of(dimensions[d]);
    }
    x[dimensions.length] =
        Math.log((double) Math.max(1, one.words()) / Math.max(1, other.words())) / Math.log(2);
    x[dimensions.length + 1] =
        one.boosters() - one.hedges() - (double) (other.boosters() - other.hedges());
    x[dimensions.length + 2] = (one.tidy() ? 1 : 0) - (other.tidy() ? 1 : 0);
    return x;
  }
}

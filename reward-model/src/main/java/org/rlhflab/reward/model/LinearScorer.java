package org.rlhflab.reward.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rlhflab.pretrain.stage.RandomStreams;
import org.rlhflab.reward.quality.regression.RidgeLogistic;

/// A head fitted to labels on features that stay as they are: Bradley-Terry as logistic regression
/// on feature differences, `P(chosen) = sigmoid(w . (f(chosen) - f(rejected)))`, under a penalty
/// `ridge / 2 |w|^2` on weights of standardised features.
///
/// The penalty is the one of [#RIDGES] whose mean loss on labels left out is the lowest in
/// five-fold cross-validation; a prompt's labels are in one fold. Stone 1974, "Cross-validatory
/// choice and assessment of statistical predictions"; Alain and Bengio 2016 (arXiv 1610.01644) for
/// linear probes of frozen layers.
///
/// @param scales of the features' differences, root mean square, `[feature]`
/// @param fit on all labels at the chosen penalty
/// @param ridge the chosen penalty
/// @param candidates what cross-validation found for every penalty, from the strongest; empty where
///   the labels have one prompt only
public record LinearScorer(
    double[] scales, RidgeLogistic fit, double ridge, List<Candidate> candidates) {
  private static final double[] RIDGES = {1000, 300, 100, 30, 10, 3, 1, 0.3, 0.1};
  private static final double WITHOUT_CHOICE = 30;
  private static final int FOLDS = 5;
  private static final double LEAST_SCALE = 1e-6;

  /// One penalty.
  ///
  /// @param ridge the penalty
  /// @param loss mean loss of labels left out, in nats
  /// @param accuracy share of them whose chosen response scores higher, ties half
  public record Candidate(double ridge, double loss, double accuracy) {}

  /// Copies its list.
  public LinearScorer {
    candidates = List.copyOf(candidates);
  }

  /// What there is to learn from.
  ///
  /// @param differences `[label][feature]`, chosen less rejected
  /// @param outcomes 1, or 1/2 on a tie
  /// @param weights of the labels
  /// @param prompts of the labels
  public record Data(
      double[][] differences, double[] outcomes, double[] weights, List<String> prompts) {

    /// Copies its list.
    public Data {
      prompts = List.copyOf(prompts);
    }

    /// Only some of them.
    public Data rows(int[] rows) {
      double[][] someDifferences = new double[rows.length][];
      double[] someOutcomes = new double[rows.length];
      double[] someWeights = new double[rows.length];
      List<String> somePrompts = new ArrayList<>();
      for (int n = 0; n < rows.length; n++) {
        someDifferences[n] = differences[rows[n]];
        someOutcomes[n] = outcomes[rows[n]];
        someWeights[n] = weights[rows[n]];
        somePrompts.add(prompts.get(rows[n]));
      }
      return new Data(someDifferences, someOutcomes, someWeights, somePrompts);
    }
  }

  /// Fits; `random` parts the prompts into folds.
  public static LinearScorer of(Data data, RandomStreams random) {
    double[] scales = scales(data.differences());
    Data scaled =
        new Data(
            scaled(data.differences(), scales), data.outcomes(), data.weights(), data.prompts());
    List<Candidate> candidates = crossValidate(scaled, random);
    double ridge =
        candidates.stream()
            .min(Comparator.comparingDouble(Candidate::loss))
            .map(Candidate::ridge)
            .orElse(WITHOUT_CHOICE);
    return new LinearScorer(scales, fit(scaled, ridge), ridge, candidates);
  }

  /// Fits with a penalty that is known, on scales that are.
  public static LinearScorer of(Data data, double[] scales, double ridge) {
    Data scaled =
        new Data(
            scaled(data.differences(), scales), data.outcomes(), data.weights(), data.prompts());
    return new LinearScorer(scales, fit(scaled, ridge), ridge, List.of());
  }

  /// The score difference of a pair, in log-odds.
  public double margin(double[] difference) {
    double sum = 0;
    for (int c = 0; c < scales.length; c++) {
      sum += fit.coefficients()[c] * difference[c] / scales[c];
    }
    return sum;
  }

  /// A [RewardModel]'s head: weights, and a bias of 0.
  public float[] head() {
    float[] head = new float[scales.length + 1];
    for (int c = 0; c < scales.length; c++) {
      head[c] = (float) (fit.coefficients()[c] / scales[c]);
    }
    return head;
  }

  /// Rows in units of the features' scales.
  public static double[][] scaled(double[][] rows, double[] scales) {
    double[][] scaled = new double[rows.length][scales.length];
    for (int n = 0; n < rows.length; n++) {
      for (int c = 0; c < scales.length; c++) {
        scaled[n][c] = rows[n][c] / scales[c];
      }
    }
    return scaled;
  }

  private static RidgeLogistic fit(Data data, double ridge) {
    return RidgeLogistic.of(
        data.differences(),
        data.outcomes(),
        data.weights(),
        ridge,
        new double[data.differences()[0].length]);
  }

  private static double[] scales(double[][] differences) {
    double[] scales = new double[differences[0].length];
    for (double[] row : differences) {
      for (int c = 0; c < scales.length; c++) {
        scales[c] += row[c] * row[c] / differences.length;
      }
    }
    for (int c = 0; c < scales.length; c++) {
      scales[c] = Math.max(LEAST_SCALE, Math.sqrt(scales[c]));
    }
    return scales;
  }

  private static List<Candidate> crossValidate(Data data, RandomStreams random) {
    List<String> prompts = new ArrayList<>(new TreeSet<>(data.prompts()));
    Collections.shuffle(prompts, random.stream("linear scorer", "folds"));
    int folds = Math.min(FOLDS, prompts.size());
    if (folds < 2) {
      return List.of();
    }
    Map<String, Integer> fold = new HashMap<>();
    for (int p = 0; p < prompts.size(); p++) {
      fold.put(prompts.get(p), p % folds);
    }
    double[] losses = new double[RIDGES.length];
    double[] rights = new double[RIDGES.length];
    double total = 0;
    for (int f = 0; f < folds; f++) {
      int out = f;
      int[] rest = rows(data, n -> fold.getOrDefault(data.prompts().get(n), 0) != out);
      int[] left = rows(data, n -> fold.getOrDefault(data.prompts().get(n), 0) == out);
      Data training = data.rows(rest);
      Data heldOut = data.rows(left);
      if (rest.length == 0 || !(sum(training.weights()) > 0)) {
        continue;
      }
      total += sum(heldOut.weights());
      double[] start = new double[data.differences()[0].length];
      for (int r = 0; r < RIDGES.length; r++) {
        RidgeLogistic fit =
            RidgeLogistic.of(
                training.differences(), training.outcomes(), training.weights(), RIDGES[r], start);
        start = fit.coefficients();
        for (int n = 0; n < left.length; n++) {
          double m = fit.logOdds(heldOut.differences()[n]);
          losses[r] += heldOut.weights()[n] * loss(m, heldOut.outcomes()[n]);
          rights[r] += heldOut.weights()[n] * right(m, heldOut.outcomes()[n]);
        }
      }
    }
    List<Candidate> candidates = new ArrayList<>();
    for (int r = 0; r < RIDGES.length && total > 0; r++) {
      candidates.add(new Candidate(RIDGES[r], losses[r] / total, rights[r] / total));
    }
    return candidates;
  }

  private static int[] rows(Data data, java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, data.outcomes().length).filter(wanted).toArray();
  }

  private static double loss(double margin, double outcome) {
    double win = Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
    return win + (1 - outcome) * margin;
  }

  private static double right(double margin, double outcome) {
    return outcome == 0.5 ? 0.5 : (Math.signum(margin) + 1) / 2;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

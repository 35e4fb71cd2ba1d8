package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import java.util.List;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Logistic;

/// Crowd-BT: abilities as in [BradleyTerry], and for every annotator the chance to report what he
/// or she sees instead of the opposite. Fitted by EM.
///
/// `P(k says i over j) = eta_k sigmoid(s_i - s_j) + (1 - eta_k) sigmoid(s_j - s_i)` (equation 4)
///
/// | symbol | variable      | range                                                             |
/// |--------|---------------|-------------------------------------------------------------------|
/// | s_i    | `abilities`   | log-odds; by the regularization sigmoid(s_i) is 1/2 on average      |
/// | eta_k  | `reliability` | 1: as the abilities say; 1/2: a coin; below: against them          |
///
/// Chen, Bennett, Collins-Thompson and Horvitz (2013), "Pairwise Ranking Aggregation in a
/// Crowdsourced Setting", with the regularization of their section 3.2. They alternate gradients;
/// here EM over the unseen "reported or reversed" gives the same maximum and eta in closed form.
/// Negating all s and replacing all eta by 1 - eta leaves the likelihood as it is: the start at
/// plain Bradley-Terry and eta = 0.9 takes the side on which most people are reliable.
///
/// @param abilities s
/// @param reliability eta
/// @param logLikelihood of the comparisons
/// @param objectives log-likelihood with the regularization after each iteration; never falls
public record CrowdBradleyTerry(
    double[] abilities, double[] reliability, double logLikelihood, double[] objectives) {
  private static final double START = 0.9;
  private static final int MOST_ITERATIONS = 2_000;
  private static final int NEWTON_STEPS = 3;
  private static final double CONVERGED = 1e-10;

  /// EM until the objective rests. Regularization must be above 0.
  public static CrowdBradleyTerry of(Comparisons comparisons, double regularization) {
    if (!(regularization > 0)) {
      throw new IllegalArgumentException(
          "Crowd-BT needs a regularization above 0, got " + regularization);
    }
    if (comparisons.rows().isEmpty()) {
      throw new UndefinedMeasure("there are no comparisons to aggregate");
    }
    double[] abilities = BradleyTerry.of(comparisons, regularization).abilities();
    double[] reliability = new double[comparisons.annotators().size()];
    Arrays.fill(reliability, START);
    return climb(comparisons, regularization, abilities, reliability, true);
  }

  /// With reliabilities that are known: what is left is a Bradley-Terry model with errors.
  public static CrowdBradleyTerry withReliability(
      Comparisons comparisons, double regularization, double[] reliability) {
    double[] abilities = new double[comparisons.items().size()];
    return climb(comparisons, regularization, abilities, reliability.clone(), false);
  }

  /// P(i over j) for a reliable annotator.
  public double probability(int i, int j) {
    return Logistic.sigmoid(abilities[i] - abilities[j]);
  }

  private static CrowdBradleyTerry climb(
      Comparisons comparisons,
      double regularization,
      double[] abilities,
      double[] reliability,
      boolean estimated) {
    AbilityNewton newton = new AbilityNewton(comparisons, regularization);
    List<Row> rows = comparisons.rows();
    double[] reported = new double[rows.size()];
    double[] reversed = new double[rows.size()];
    double[] objectives = new double[MOST_ITERATIONS];
    for (int iteration = 0; ; iteration++) {
      expect(rows, abilities, reliability, reported, reversed);
      newton.climb(abilities, reported, reversed, NEWTON_STEPS);
      if (estimated) {
        maximise(rows, reported, reversed, reliability);
      }
      double logLikelihood = logLikelihood(comparisons, abilities, reliability);
      objectives[iteration] = logLikelihood + penalty(abilities, regularization);
      boolean rests =
          iteration > 0
              && Math.abs(objectives[iteration] - objectives[iteration - 1])
                  < CONVERGED * Math.abs(objectives[iteration]);
      if (rests || iteration == MOST_ITERATIONS - 1) {
        return new CrowdBradleyTerry(
            abilities, reliability, logLikelihood, Arrays.copyOf(objectives, iteration + 1));
      }
    }
  }

  /// The log-likelihood of comparisons under given parameters.
  static double logLikelihood(Comparisons comparisons, double[] s, double[] eta) {
    double sum = 0;
    for (Row row : comparisons.rows()) {
      double p = Logistic.sigmoid(s[row.winner()] - s[row.loser()]);
      double reliable = eta[row.annotator()];
      sum += row.weight() * Math.log(reliable * p + (1 - reliable) * (1 - p));
    }
    return sum;
  }

  private static double penalty(double[] s, double regularization) {
    double sum = 0;
    for (double each : s) {
      sum += regularization * (Logistic.logSigmoid(each) + Logistic.logSigmoid(-each));
    }
    return sum;
  }

  private static void expect(
      List<Row> rows, double[] s, double[] eta, double[] reported, double[] reversed) {
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      double p = Logistic.sigmoid(s[row.winner()] - s[row.loser()]);
      double as = eta[row.annotator()] * p;
      double against = (1 - eta[row.annotator()]) * (1 - p);
      reported[r] = row.weight() * as / (as + against);
      reversed[r] = row.weight() - reported[r];
    }
  }

  private static void maximise(List<Row> rows, double[] reported, double[] reversed, double[] eta) {
    double[] as = new double[eta.length];
    double[] all = new double[eta.length];
    for (int r = 0; r < rows.size(); r++) {
      as[rows.get(r).annotator()] += reported[r];
      all[rows.get(r).annotator()] += reported[r] + reversed[r];
    }
    for (int k = 0; k < eta.length; k++) {
      eta[k] = all[k] > 0 ? as[k] / all[k] : eta[k];
    }
  }
}

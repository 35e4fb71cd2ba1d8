package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;

/// Crowd-BT as its authors learn it while comparisons come in: abilities are normal, reliabilities
/// beta distributed, and after every comparison both are replaced by the distributions of the same
/// kind with the exact posterior's moments (to second order in the abilities).
///
/// `mu_i += sigma_i^2 g`, `mu_j -= sigma_j^2 g`, `g = a e^mu_i / (a e^mu_i + b e^mu_j) - p`
/// `sigma^2 *= max(1 + sigma^2 h, kappa)`, `h = a e^mu_i b e^mu_j / (a e^mu_i + b e^mu_j)^2 - p (1
/// - p)`
///
/// | symbol      | variable                     | range                                           |
/// |-------------|------------------------------|-------------------------------------------------|
/// | i, j        | winner, loser                |                                                 |
/// | p           | `sigmoid(mu_i - mu_j)`       | P(i over j) as far as known                     |
/// | a, b        | `alpha`, `beta`              | of the annotator's eta; mean a / (a + b)         |
/// | mu, sigma^2 | `mean`, `variance`           | of an ability                                   |
///
/// Chen, Bennett, Collins-Thompson and Horvitz (2013), section 4, algorithm 1. Unlike
/// [CrowdBradleyTerry] it keeps in mind how little one or two votes say of a pair: where responses
/// are compared with one other response only, as in most label files, the maximum of the likelihood
/// explains every disagreement by close abilities and calls everybody reliable; this does not. The
/// result depends on the order of the comparisons; [#reliabilities] averages over orders.
public final class OnlineCrowdBradleyTerry {
  private static final double KAPPA = 1e-4;

  private final double[] mean; // [items]
  private final double[] variance; // [items]
  private final double[] alpha; // [annotators]
  private final double[] beta; // [annotators]

  /// Before any comparison: abilities normal (0, 1), reliabilities beta (`alpha`, `beta`).
  public OnlineCrowdBradleyTerry(int items, int annotators, double alpha, double beta) {
    if (!(alpha > 0) || !(beta > 0)) {
      throw new IllegalArgumentException(
          "alpha and beta must be above 0, got " + alpha + " and " + beta);
    }
    mean = new double[items];
    variance = new double[items];
    this.alpha = new double[annotators];
    this.beta = new double[annotators];
    Arrays.fill(variance, 1);
    Arrays.fill(this.alpha, alpha);
    Arrays.fill(this.beta, beta);
  }

  /// After all comparisons, in their order. Of a tie, which stands as two halves, nothing is
  /// learnt.
  public static OnlineCrowdBradleyTerry of(Comparisons comparisons, double alpha, double beta) {
    OnlineCrowdBradleyTerry online =
        new OnlineCrowdBradleyTerry(
            comparisons.items().size(), comparisons.annotators().size(), alpha, beta);
    for (Row row : comparisons.rows()) {
      if (row.weight() >= 1) {
        online.learn(row.annotator(), row.winner(), row.loser());
      }
    }
    return online;
  }

  /// Everybody's expected reliability, averaged over the comparisons in `orders` random orders: in
  /// a single one, whoever judged a pair first would be held against less than whoever came later.
  public static double[] reliabilities(
      Comparisons comparisons, double alpha, double beta, int orders, long seed) {
    double[] reliabilities = new double[comparisons.annotators().size()];
    List<Row> rows = new ArrayList<>(comparisons.rows());
    Random random = new Random(seed);
    for (int order = 0; order < orders; order++) {
      Collections.shuffle(rows, random);
      OnlineCrowdBradleyTerry online =
          of(new Comparisons(comparisons.items(), comparisons.annotators(), rows), alpha, beta);
      for (int k = 0; k < reliabilities.length; k++) {
        reliabilities[k] += online.reliability(k) / orders;
      }
    }
    return reliabilities;
  }

  /// Learns from one comparison.
  public void learn(int annotator, int winner, int loser) {
    double a = alpha[annotator];
    double b = beta[annotator];
    double up = Math.exp(mean[winner]);
    double down = Math.exp(mean[loser]);
    double p = up / (up + down);
    double reported = a * up / (a * up + b * down);
    learnReliability(annotator, p, variance[winner] + variance[loser]);
    double g = reported - p;
    double h = reported * (1 - reported) - p * (1 - p);
    mean[winner] += variance[winner] * g;
    mean[loser] -= variance[loser] * g;
    variance[winner] *= Math.max(1 + variance[winner] * h, KAPPA);
    variance[loser] *= Math.max(1 + variance[loser] * h, KAPPA);
  }

  private void learnReliability(int annotator, double p, double spread) {
    double a = alpha[annotator];
    double b = beta[annotator];
    double n = a + b;
    // P(i over j) averaged over what is not known of the two abilities.
    double wins = p + spread / 2 * p * (1 - p) * (1 - 2 * p);
    double loses = 1 - wins;
    double evidence = (wins * a + loses * b) / n;
    double first = (wins * (a + 1) * a + loses * a * b) / (evidence * (n + 1) * n);
    double second =
        (wins * (a + 2) * (a + 1) * a + loses * (a + 1) * a * b)
            / (evidence * (n + 2) * (n + 1) * n);
    double spreadOfEta = second - first * first;
    alpha[annotator] = (first - second) * first / spreadOfEta;
    beta[annotator] = (first - second) * (1 - first) / spreadOfEta;
  }

  /// The expected ability of an item.
  public double mean(int item) {
    return mean[item];
  }

  /// What is not known of it.
  public double variance(int item) {
    return variance[item];
  }

  /// The first parameter of an annotator's reliability.
  public double alpha(int annotator) {
    return alpha[annotator];
  }

  /// The second parameter of an annotator's reliability.
  public double beta(int annotator) {
    return beta[annotator];
  }

  /// The expected reliability of an annotator.
  public double reliability(int annotator) {
    return alpha[annotator] / (alpha[annotator] + beta[annotator]);
  }
}

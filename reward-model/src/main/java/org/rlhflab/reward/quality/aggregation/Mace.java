package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// MACE: an annotator either knows the true category or spams, answering from a habit of his or her
/// own whatever the item is. Fitted by EM.
///
/// `P(annotator k says l | true j) = theta_k [l = j] + (1 - theta_k) xi_kl`
///
/// | symbol  | variable       | range                                                          |
/// |---------|----------------|----------------------------------------------------------------|
/// | theta_k | `competence[k]`| how often k is not spamming, 0 to 1                            |
/// | xi_kl   | `habit[k][l]`  | how often k says l when spamming; adds up to 1                 |
///
/// Every category is as likely as every other one beforehand. Hovy, Berg-Kirkpatrick, Vaswani and
/// Hovy (2013), "Learning Whom to Trust with MACE", section 3: their EM with a little smoothing in
/// the M step (0.1 spread over the categories). They take the best of many random starts; here the
/// start is the vote shares, so that the same data give the same result.
///
/// @param posteriors probability of each category of each item
/// @param competence theta
/// @param habit xi
/// @param logLikelihood of the judgments
public record Mace(
    ClassPosteriors posteriors, double[] competence, double[][] habit, double logLikelihood) {
  private static final double SMOOTHING = 0.1;
  private static final int MOST_ITERATIONS = 2_000;
  private static final double CONVERGED = 1e-10;

  /// EM until the log-likelihood rests.
  public static Mace of(Judgments judgments) {
    if (judgments.size() == 0) {
      throw new UndefinedMeasure("there are no judgments to aggregate");
    }
    int annotators = judgments.annotators().size();
    int categories = judgments.categories().size();
    double[][] t = MajorityVote.of(judgments).probabilities();
    double[] competence = new double[annotators];
    double[][] habit = new double[annotators][categories];
    Arrays.fill(competence, 0.5);
    for (double[] own : habit) {
      Arrays.fill(own, 1.0 / categories);
    }
    double before = Double.NEGATIVE_INFINITY;
    for (int iteration = 0; ; iteration++) {
      maximise(judgments, t, competence, habit);
      double logLikelihood = expect(judgments, competence, habit, t);
      if (Math.abs(logLikelihood - before) <= CONVERGED * Math.abs(logLikelihood)
          || iteration == MOST_ITERATIONS) {
        return new Mace(new ClassPosteriors(judgments, t), competence, habit, logLikelihood);
      }
      before = logLikelihood;
    }
  }

  /// The confusion matrix that a competence and a habit stand for.
  static double[][] confusion(double competence, double[] habit) {
    double[][] confusion = new double[habit.length][habit.length];
    for (int j = 0; j < habit.length; j++) {
      for (int l = 0; l < habit.length; l++) {
        confusion[j][l] = (j == l ? competence : 0) + (1 - competence) * habit[l];
      }
    }
    return confusion;
  }

  private static double expect(
      Judgments judgments, double[] competence, double[][] habit, double[][] t) {
    double[][][] confusion = new double[competence.length][][];
    for (int k = 0; k < competence.length; k++) {
      confusion[k] = confusion(competence[k], habit[k]);
    }
    double[] uniform = new double[judgments.categories().size()];
    Arrays.fill(uniform, 1.0 / uniform.length);
    return DawidSkene.expect(judgments, uniform, confusion, t);
  }

  private static void maximise(
      Judgments judgments, double[][] t, double[] competence, double[][] habit) {
    int categories = judgments.categories().size();
    double[] knew = new double[competence.length];
    double[][] spammed = new double[competence.length][categories];
    for (int n = 0; n < judgments.size(); n++) {
      int k = judgments.annotator(n);
      int l = judgments.category(n);
      double knowing = competence[k];
      double spamming = (1 - knowing) * habit[k][l];
      double share = t[judgments.item(n)][l] * knowing / (knowing + spamming);
      knew[k] += share;
      spammed[k][l] += 1 - share;
    }
    double each = SMOOTHING / categories;
    for (int k = 0; k < competence.length; k++) {
      double spam = Arrays.stream(spammed[k]).sum();
      competence[k] = (knew[k] + each) / (knew[k] + spam + 2 * each);
      for (int l = 0; l < categories; l++) {
        habit[k][l] = (spammed[k][l] + each) / (spam + SMOOTHING);
      }
    }
  }
}

package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// Dawid and Skene's model: everybody has a confusion matrix of his or her own, and given an item's
/// true category people err independently. Fitted by EM from vote shares.
///
/// E: `T_ij ~ p_j product over judgments (k, l) of i of pi_jl^(k)` (equation 2.5) M: `pi_jl^(k) =
/// sum over judgments l of k of T_ij / same over all l` (2.3), `p_j = mean T_ij` (2.4)
///
/// | symbol    | variable                | range                                              |
/// |-----------|-------------------------|----------------------------------------------------|
/// | T_ij      | `posteriors`            | probability that item i is of category j           |
/// | pi_jl^(k) | `confusion[k][j][l]`    | how often k says l where j is true; rows add to 1   |
/// | p_j       | `prior`                 | share of category j                                |
///
/// Dawid and Skene (1979), "Maximum Likelihood Estimation of Observer Error-Rates Using the EM
/// Algorithm". Where they take plain shares, `smoothing` imaginary judgments are added to every
/// cell of a confusion matrix (0 is theirs), so that somebody's first mistake is not impossible.
///
/// @param posteriors T
/// @param prior p
/// @param confusion pi
/// @param logLikelihoods of the judgments after each iteration; never falls without smoothing
public record DawidSkene(
    ClassPosteriors posteriors, double[] prior, double[][][] confusion, double[] logLikelihoods) {
  /// Imaginary judgments in every cell.
  public static final double SMOOTHING = 0.01;

  private static final int MOST_ITERATIONS = 2_000;
  private static final double CONVERGED = 1e-10;

  /// With the usual smoothing.
  public static DawidSkene of(Judgments judgments) {
    return of(judgments, SMOOTHING);
  }

  /// Of judgments of pairs, of which each has a better response: to call it a tie is to be
  /// undecided. As a truth of its own the tie, which is rare, would become the class of whatever
  /// people disagree on, even where not one of them calls it a tie.
  public static DawidSkene ofPairs(PairJudgments pairs) {
    double[][] t = MajorityVote.of(pairs.judgments()).probabilities();
    for (double[] row : t) {
      row[PairJudgments.FIRST] += row[PairJudgments.TIE] / 2;
      row[PairJudgments.SECOND] += row[PairJudgments.TIE] / 2;
      row[PairJudgments.TIE] = 0; // and stays so: no prior, no posterior
    }
    return climb(pairs.judgments(), t, SMOOTHING);
  }

  /// EM until the log-likelihood rests.
  public static DawidSkene of(Judgments judgments, double smoothing) {
    if (!(smoothing >= 0)) {
      throw new IllegalArgumentException("smoothing must be at least 0, got " + smoothing);
    }
    return climb(judgments, MajorityVote.of(judgments).probabilities(), smoothing);
  }

  private static DawidSkene climb(Judgments judgments, double[][] t, double smoothing) {
    if (judgments.size() == 0) {
      throw new UndefinedMeasure("there are no judgments to aggregate");
    }
    double[] logLikelihoods = new double[MOST_ITERATIONS];
    for (int iteration = 0; ; iteration++) {
      double[] prior = prior(t);
      double[][][] confusion = confusion(judgments, t, smoothing);
      logLikelihoods[iteration] = expect(judgments, prior, confusion, t);
      boolean rests =
          iteration > 0
              && Math.abs(logLikelihoods[iteration] - logLikelihoods[iteration - 1])
                  <= CONVERGED * Math.abs(logLikelihoods[iteration]);
      if (rests || iteration == MOST_ITERATIONS - 1) {
        return new DawidSkene(
            new ClassPosteriors(judgments, t),
            prior,
            confusion,
            Arrays.copyOf(logLikelihoods, iteration + 1));
      }
    }
  }

  /// The log-likelihood of the judgments at the end.
  public double logLikelihood() {
    return logLikelihoods[logLikelihoods.length - 1];
  }

  /// How often an annotator says this, on the mix of categories that there is.
  public double says(int annotator, int category) {
    double sum = 0;
    for (int j = 0; j < prior.length; j++) {
      sum += prior[j] * confusion[annotator][j][category];
    }
    return sum;
  }

  /// How often an annotator is right on the mix of categories that there is.
  public double accuracy(int annotator) {
    double sum = 0;
    for (int j = 0; j < prior.length; j++) {
      sum += prior[j] * confusion[annotator][j][j];
    }
    return sum;
  }

  /// Overwrites `t` with the posteriors; gives the log-likelihood.
  static double expect(Judgments judgments, double[] prior, double[][][] confusion, double[][] t) {
    for (double[] row : t) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.log(prior[j]);
      }
    }
    for (int n = 0; n < judgments.size(); n++) {
      double[][] own = confusion[judgments.annotator(n)];
      double[] row = t[judgments.item(n)];
      for (int j = 0; j < row.length; j++) {
        row[j] += Math.log(own[j][judgments.category(n)]);
      }
    }
    double logLikelihood = 0;
    for (double[] row : t) {
      logLikelihood += ClassPosteriors.normalize(row);
    }
    return logLikelihood;
  }

  private static double[] prior(double[][] t) {
    double[] prior = new double[t[0].length];
    for (double[] row : t) {
      for (int j = 0; j < prior.length; j++) {
        prior[j] += row[j] / t.length;
      }
    }
    return prior;
  }

  private static double[][][] confusion(Judgments judgments, double[][] t, double smoothing) {
    int categories = judgments.categories().size();
    double[][][] confusion = new double[judgments.annotators().size()][categories][categories];
    for (double[][] own : confusion) {
      for (double[] row : own) {
        Arrays.fill(row, smoothing);
      }
    }
    for (int n = 0; n < judgments.size(); n++) {
      for (int j = 0; j < categories; j++) {
        confusion[judgments.annotator(n)][j][judgments.category(n)] += t[judgments.item(n)][j];
      }
    }
    for (double[][] own : confusion) {
      for (double[] row : own) {
        double sum = Arrays.stream(row).sum();
        for (int l = 0; l < categories; l++) {
          // Somebody who never met a category has not shown how he or she judges it.
          row[l] = sum > 0 ? row[l] / sum : 1.0 / categories;
        }
      }
    }
    return confusion;
  }
}

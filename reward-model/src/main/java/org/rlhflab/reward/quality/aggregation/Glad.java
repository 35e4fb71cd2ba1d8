package org.rlhflab.reward.quality.aggregation;

import java.util.Arrays;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Logistic;

/// GLAD: people differ in ability and items in difficulty. Fitted by EM.
///
/// `P(annotator k is right on item i) = sigmoid(alpha_k e^(b_i))`; the wrong categories share the
/// rest evenly.
///
/// | symbol  | variable     | range                                                            |
/// |---------|--------------|------------------------------------------------------------------|
/// | alpha_k | `ability`    | 0: tosses a coin, below 0: against the truth; prior normal (1, 1) |
/// | b_i     | `easiness`   | low: a coin even for the able; prior normal (1, 1)               |
///
/// Whitehill, Ruvolo, Wu, Bergsma and Movellan (2009), "Whose Vote Should Count More", equation 1,
/// whose 1/beta is `e^-b` (difficulty); priors as in their section 3.1. They climb the gradient in
/// the M step; here one guarded Newton step for each parameter in turn, which climbs as surely and
/// has no step size. Categories are equally likely beforehand.
///
/// @param posteriors probability of each category of each item
/// @param ability alpha
/// @param easiness b
/// @param logLikelihood of the judgments, priors left out
/// @param logPosteriors log-likelihood with the priors of alpha and b, after each iteration; never
///   falls
public record Glad(
    ClassPosteriors posteriors,
    double[] ability,
    double[] easiness,
    double logLikelihood,
    double[] logPosteriors) {
  private static final double PRIOR_MEAN = 1;
  private static final int MOST_ITERATIONS = 1_000;
  private static final double CONVERGED = 1e-9;

  /// EM until the objective rests.
  public static Glad of(Judgments judgments) {
    if (judgments.size() == 0) {
      throw new UndefinedMeasure("there are no judgments to aggregate");
    }
    if (judgments.categories().size() < 2) {
      throw new UndefinedMeasure("all judgments are the same category: nothing tells people apart");
    }
    return new Fit(judgments).run();
  }

  /// EM's state.
  private static final class Fit {
    private final Judgments judgments;
    private final double[][] t; // [items][categories]
    private final double[] alpha; // [annotators]
    private final double[] b; // [items]
    private final int[][] ofAnnotator;
    private final int[][] ofItem;

    Fit(Judgments judgments) {
      this.judgments = judgments;
      t = MajorityVote.of(judgments).probabilities();
      alpha = new double[judgments.annotators().size()];
      b = new double[judgments.items().size()];
      Arrays.fill(alpha, PRIOR_MEAN);
      Arrays.fill(b, PRIOR_MEAN);
      ofAnnotator = group(alpha.length, true);
      ofItem = group(b.length, false);
    }

    Glad run() {
      double[] logPosteriors = new double[MOST_ITERATIONS];
      for (int iteration = 0; ; iteration++) {
        for (int k = 0; k < alpha.length; k++) {
          climb(alpha, k, ofAnnotator[k], true);
        }
        for (int i = 0; i < b.length; i++) {
          climb(b, i, ofItem[i], false);
        }
        double logLikelihood = expect();
        logPosteriors[iteration] = logLikelihood + logPrior(alpha) + logPrior(b);
        boolean rests =
            iteration > 0
                && logPosteriors[iteration] - logPosteriors[iteration - 1]
                    < CONVERGED * Math.abs(logPosteriors[iteration]);
        if (rests || iteration == MOST_ITERATIONS - 1) {
          return new Glad(
              new ClassPosteriors(judgments, t),
              alpha,
              b,
              logLikelihood,
              Arrays.copyOf(logPosteriors, iteration + 1));
        }
      }
    }

    /// One Newton step on the expected log-likelihood in one parameter, halved until it climbs.
    private void climb(double[] parameters, int index, int[] rows, boolean isAbility) {
      double start = parameters[index];
      double before = expected(start, rows, isAbility);
      double gradient = PRIOR_MEAN - start;
      double curvature = 1;
      for (int n : rows) {
        double easy = Math.exp(b[judgments.item(n)]);
        double logOdds = alpha[judgments.annotator(n)] * easy;
        double p = Logistic.sigmoid(logOdds);
        double slope = isAbility ? easy : logOdds; // d logOdds / d parameter
        double residual = right(n) - p;
        gradient += residual * slope;
        curvature += p * (1 - p) * slope * slope;
      }
      double step = gradient / curvature;
      for (int half = 0; half < 30; half++) {
        if (expected(start + step, rows, isAbility) >= before) {
          parameters[index] = start + step;
          return;
        }
        step /= 2;
      }
    }

    private double expected(double value, int[] rows, boolean isAbility) {
      double sum = -(value - PRIOR_MEAN) * (value - PRIOR_MEAN) / 2;
      for (int n : rows) {
        double ability = isAbility ? value : alpha[judgments.annotator(n)];
        double easiness = isAbility ? b[judgments.item(n)] : value;
        double logOdds = ability * Math.exp(easiness);
        double right = right(n);
        sum += right * Logistic.logSigmoid(logOdds) + (1 - right) * Logistic.logSigmoid(-logOdds);
      }
      return sum;
    }

    private double right(int n) {
      return t[judgments.item(n)][judgments.category(n)];
    }

    private double expect() {
      int categories = judgments.categories().size();
      for (double[] row : t) {
        Arrays.fill(row, -Math.log(categories));
      }
      for (int n = 0; n < judgments.size(); n++) {
        double logOdds = alpha[judgments.annotator(n)] * Math.exp(b[judgments.item(n)]);
        double wrong = Logistic.logSigmoid(-logOdds) - Math.log(categories - 1);
        double[] row = t[judgments.item(n)];
        for (int c = 0; c < categories; c++) {
          row[c] += c == judgments.category(n) ? Logistic.logSigmoid(logOdds) : wrong;
        }
      }
      double logLikelihood = 0;
      for (double[] row : t) {
        logLikelihood += ClassPosteriors.normalize(row);
      }
      return logLikelihood;
    }

    private static double logPrior(double[] parameters) {
      double sum = 0;
      for (double each : parameters) {
        sum -= (each - PRIOR_MEAN) * (each - PRIOR_MEAN) / 2;
      }
      return sum;
    }

    private int[][] group(int groups, boolean byAnnotator) {
      int[] sizes = new int[groups];
      for (int n = 0; n < judgments.size(); n++) {
        sizes[byAnnotator ? judgments.annotator(n) : judgments.item(n)]++;
      }
      int[][] rows = new int[groups][];
      Arrays.setAll(rows, g -> new int[sizes[g]]);
      for (int n = judgments.size() - 1; n >= 0; n--) {
        int g = byAnnotator ? judgments.annotator(n) : judgments.item(n);
        rows[g][--sizes[g]] = n;
      }
      return rows;
    }
  }
}

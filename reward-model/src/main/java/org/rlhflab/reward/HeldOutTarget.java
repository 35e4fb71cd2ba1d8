package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.reward.audit.PairDifferences;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.regression.Cholesky;
import org.rlhflab.reward.quality.regression.Logistic;

/// A quantity of a reward model's margins m on held-out pairs, with its slope in each, so that an
/// influence on it can be computed.
///
/// | what     | quantity                                                                   |
/// |----------|----------------------------------------------------------------------------|
/// | accuracy | `mean of sigmoid(s m)`: the probability given to what the rubric prefers    |
/// | margin   | `mean of s m`: by how much, in log-odds                                     |
/// | length   | slope of m on the binary logarithm of the words, right and wrong facts held fixed: log-odds for twice the words |
///
/// s is 1 where the gold rubric prefers the chosen response and -1 where the other one; pairs that
/// it finds equal or can't judge are left out. Where it can judge none, the labels stand in for it.
final class HeldOutTarget {

  /// Which quantity.
  enum What {
    ACCURACY,
    MARGIN,
    LENGTH;

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Optional<What> of(String key) {
      return Arrays.stream(values()).filter(what -> what.key().equals(key)).findFirst();
    }
  }

  private final What what;
  private final boolean judged;
  private final double[] weights; // [pair]: signs over their number, or a linear quantity's slopes
  private final double[] signs; // [pair]: 0 where left out

  private HeldOutTarget(What what, boolean judged, double[] weights, double[] signs) {
    this.what = what;
    this.judged = judged;
    this.weights = weights;
    this.signs = signs;
  }

  static HeldOutTarget of(What what, List<Preference> heldOut, World world) {
    double[] signs = new double[heldOut.size()];
    KnownAnswer.Judge judge = new KnownAnswer.Judge(world);
    boolean judged = false;
    for (int n = 0; n < signs.length; n++) {
      Optional<KnownAnswer> known = judge.of(heldOut.get(n)).filter(it -> !it.isTie());
      if (known.isPresent()) {
        signs[n] = Math.signum(known.get().gap());
        judged = true;
      }
    }
    if (!judged) {
      for (int n = 0; n < signs.length; n++) {
        signs[n] = heldOut.get(n).tie() ? 0 : 1;
      }
    }
    double counted = Arrays.stream(signs).map(Math::abs).sum();
    if (counted == 0) {
      throw new BadInput(
          "no held-out label prefers a response, so there is nothing to measure influence on; give"
              + " more labels or a larger --held-out");
    }
    double[] weights =
        what == What.LENGTH
            ? slopes(heldOut, world, judged)
            : Arrays.stream(signs).map(sign -> sign / counted).toArray();
    return new HeldOutTarget(what, judged, weights, signs);
  }

  /// Whether the gold rubric says what is right, not the labels.
  boolean isJudged() {
    return judged;
  }

  /// The quantity.
  double value(double[] margins) {
    double sum = 0;
    for (int n = 0; n < margins.length; n++) {
      sum +=
          what == What.ACCURACY
              ? Math.abs(weights[n]) * Logistic.sigmoid(signs[n] * margins[n])
              : weights[n] * margins[n];
    }
    return sum;
  }

  /// Its derivative in every margin.
  double[] slopes(double[] margins) {
    double[] slopes = weights.clone();
    for (int n = 0; n < slopes.length && what == What.ACCURACY; n++) {
      double p = Logistic.sigmoid(signs[n] * margins[n]);
      slopes[n] *= p * (1 - p);
    }
    return slopes;
  }

  /// Share of the pairs ordered as they should be.
  double shareRight(double[] margins) {
    double right = 0;
    double all = 0;
    for (int n = 0; n < margins.length; n++) {
      right += Math.abs(signs[n]) * HeldOutFigures.agreement(signs[n] * margins[n]);
      all += Math.abs(signs[n]);
    }
    return right / all;
  }

  /// Least squares through the origin is linear in the margins: the first row of `(X' X)^-1 X'`.
  private static double[] slopes(List<Preference> heldOut, World world, boolean judged) {
    PairDifferences differences = new PairDifferences(world);
    int columns = judged ? PairDifferences.LENGTH_GIVEN_CORRECTNESS.size() : 1;
    List<double[]> rows = new ArrayList<>();
    double[][] gram = new double[columns][columns];
    for (Preference label : heldOut) {
      double[] row = new double[columns];
      if (judged) {
        differences
            .judged(label)
            .ifPresent(it -> System.arraycopy(it.differences(), 0, row, 0, columns));
      } else {
        row[0] = PairDifferences.surface(label)[0];
      }
      rows.add(row);
      for (int c = 0; c < columns; c++) {
        for (int k = 0; k < columns; k++) {
          gram[c][k] += row[c] * row[k];
        }
      }
    }
    double[] unit = new double[columns];
    unit[0] = 1;
    double[] first =
        Cholesky.of(gram)
            .orElseThrow(() ->
                new BadInput(
                    "the held-out pairs are too few or too alike to tell length from correctness;"
                        + " give more labels or a larger --held-out"))
            .solve(unit);
    double[] slopes = new double[rows.size()];
    for (int n = 0; n < slopes.length; n++) {
      for (int c = 0; c < columns; c++) {
        slopes[n] += first[c] * rows.get(n)[c];
      }
    }
    return slopes;
  }
}

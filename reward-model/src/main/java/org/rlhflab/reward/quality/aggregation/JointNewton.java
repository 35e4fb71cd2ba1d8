package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.rlhflab.reward.quality.aggregation.JointPreferenceModel.Priors;
import org.rlhflab.reward.quality.aggregation.PresentedChoices.Row;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Cholesky;

/// Climbs the log-posterior of [JointPreferenceModel].
///
/// Parameters stand in one array: abilities, reliabilities, three terms, log nu. The information
/// matrix is `[A B; B' C]`, A block-diagonal with a block for each connected part of the responses,
/// C of people, terms and ties: a step solves `S = C - sum of B_p' A_p^-1 B_p` and then part by
/// part.
final class JointNewton {
  private static final int MOST_ITERATIONS = 200;
  private static final double CONVERGED = 1e-8;
  private static final double TERM_DEVIATION = 10;

  private final PresentedChoices choices;
  private final boolean ties;
  private final int responses;
  private final double[] means; // of the priors, [parameters]
  private final double[] precisions; // of the priors, [parameters]
  private final List<Part> parts = new ArrayList<>();
  private double[] at;

  /// A connected part: its responses, its rows, and the shared parameters that its rows touch.
  private record Part(int[] members, List<Row> rows, int[] shared) {}

  JointNewton(PresentedChoices choices, Priors priors) {
    this.choices = choices;
    ties = choices.hasTies();
    responses = choices.responses().size();
    int people = choices.annotators().size();
    means = new double[responses + people + 4];
    precisions = new double[means.length];
    Arrays.fill(means, responses, responses + people, 1);
    Arrays.fill(precisions, 0, responses, 1 / (priors.ability() * priors.ability()));
    Arrays.fill(
        precisions,
        responses,
        responses + people,
        1 / (priors.reliability() * priors.reliability()));
    Arrays.fill(
        precisions, responses + people, means.length, 1 / (TERM_DEVIATION * TERM_DEVIATION));
    at = means.clone();
    split();
  }

  double[] parameters() {
    return at.clone();
  }

  void climb() {
    double objective = objective(at);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double[] step = solve(at, gradient(at), false);
      double[] next = moved(step, 1);
      double there = objective(next);
      for (double length = 0.5; there < objective && length > 1e-9; length /= 2) {
        next = moved(step, length);
        there = objective(next);
      }
      if (there < objective) {
        return;
      }
      at = next;
      objective = there;
      if (Arrays.stream(step).map(Math::abs).max().orElse(0) < CONVERGED) {
        return;
      }
    }
  }

  /// Square roots of the diagonal of the inverse Hessian.
  double[] standardErrors() {
    return inverseDiagonal(true);
  }

  double logLikelihood() {
    return choices.rows().stream().mapToDouble(row -> logProbability(row, at)).sum();
  }

  /// Log-likelihood and log-prior.
  double objective(double[] p) {
    double sum = 0;
    for (Row row : choices.rows()) {
      sum += logProbability(row, p);
    }
    for (int i = 0; i < p.length; i++) {
      sum -= precisions[i] * (p[i] - means[i]) * (p[i] - means[i]) / 2;
    }
    return sum;
  }

  double[] gradient(double[] p) {
    double[] gradient = new double[p.length];
    for (Row row : choices.rows()) {
      Moments m = moments(row, p);
      double gamma = p[responses + row.annotator()];
      gradient[row.chosen()] += m.residual * gamma;
      gradient[row.rejected()] -= m.residual * gamma;
      gradient[responses + row.annotator()] += m.residual * (p[row.chosen()] - p[row.rejected()]);
      for (int t = 0; t < 3; t++) {
        gradient[firstTerm() + t] += m.residual * row.differences()[t];
      }
      gradient[firstTerm() + 3] += m.tieResidual;
    }
    for (int i = 0; i < p.length; i++) {
      gradient[i] -= precisions[i] * (p[i] - means[i]);
    }
    return gradient;
  }

  private int firstTerm() {
    return responses + choices.annotators().size();
  }

  /// What one choice says on m and log nu: score and variance.
  private record Moments(
      double residual,
      double tieResidual,
      double variance,
      double tieVariance,
      double covariance) {}

  private double margin(Row row, double[] p) {
    double m = p[responses + row.annotator()] * (p[row.chosen()] - p[row.rejected()]);
    for (int t = 0; t < 3; t++) {
      m += p[firstTerm() + t] * row.differences()[t];
    }
    return m;
  }

  private double logProbability(Row row, double[] p) {
    double half = margin(row, p) / 2;
    double logNu = ties ? p[firstTerm() + 3] : Double.NEGATIVE_INFINITY;
    double most = Math.max(Math.abs(half), logNu);
    double logScale =
        most + Math.log(Math.exp(half - most) + Math.exp(-half - most) + Math.exp(logNu - most));
    return (row.tie() ? logNu : half) - logScale;
  }

  private Moments moments(Row row, double[] p) {
    double half = margin(row, p) / 2;
    double logNu = ties ? p[firstTerm() + 3] : Double.NEGATIVE_INFINITY;
    double most = Math.max(Math.abs(half), logNu);
    double win = Math.exp(half - most);
    double loss = Math.exp(-half - most);
    double tie = Math.exp(logNu - most);
    double scale = win + loss + tie;
    double mean = (win - loss) / scale / 2;
    double tieShare = tie / scale;
    return new Moments(
        (row.tie() ? 0 : 0.5) - mean,
        (row.tie() ? 1 : 0) - tieShare,
        (1 - tieShare) / 4 - mean * mean,
        tieShare * (1 - tieShare),
        -tieShare * mean);
  }

  /// The step `information^-1 gradient`.
  private double[] solve(double[] p, double[] gradient, boolean observed) {
    int first = responses;
    int shared = p.length - first;
    double[][] schur = new double[shared][shared];
    double[] right = new double[shared];
    for (int g = 0; g < shared; g++) {
      schur[g][g] = precisions[first + g];
      right[g] = gradient[first + g];
    }
    List<Solved> solved = new ArrayList<>();
    for (Part part : parts) {
      Solved own = reduce(part, p, gradient, observed, schur);
      for (int c = 0; c < part.shared.length; c++) {
        for (int m = 0; m < part.members.length; m++) {
          right[part.shared[c]] -= own.b[m][c] * own.local[m];
        }
      }
      solved.add(own);
    }
    double[] sharedStep = factor(schur).solve(right);
    double[] step = new double[p.length];
    System.arraycopy(sharedStep, 0, step, first, shared);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Solved own = solved.get(i);
      for (int m = 0; m < part.members.length; m++) {
        double sum = own.local[m];
        for (int c = 0; c < part.shared.length; c++) {
          sum -= own.inverseTimesB[m][c] * sharedStep[part.shared[c]];
        }
        step[part.members[m]] = sum;
      }
    }
    return step;
  }

  private double[] inverseDiagonal(boolean observed) {
    int shared = at.length - responses;
    double[][] schur = new double[shared][shared];
    for (int g = 0; g < shared; g++) {
      schur[g][g] = precisions[responses + g];
    }
    List<Solved> solved = new ArrayList<>();
    for (Part part : parts) {
      solved.add(reduce(part, at, new double[at.length], observed, schur));
    }
    double[][] covariance = factor(schur).inverse();
    double[] errors = new double[at.length];
    for (int g = 0; g < shared; g++) {
      errors[responses + g] = Math.sqrt(covariance[g][g]);
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Solved own = solved.get(i);
      for (int m = 0; m < part.members.length; m++) {
        double variance = own.inverse[m][m];
        for (int c = 0; c < part.shared.length; c++) {
          for (int d = 0; d < part.shared.length; d++) {
            variance +=
                own.inverseTimesB[m][c]
                    * covariance[part.shared[c]][part.shared[d]]
                    * own.inverseTimesB[m][d];
          }
        }
        errors[part.members[m]] = Math.sqrt(variance);
      }
    }
    return errors;
  }

  private record Solved(
      double[][] inverse, double[][] b, double[][] inverseTimesB, double[] local) {}

  /// Eliminates one part: subtracts what it explains from the Schur complement.
  private Solved reduce(
      Part part, double[] p, double[] gradient, boolean observed, double[][] schur) {
    int members = part.members.length;
    int columns = part.shared.length;
    double[][] a = new double[members][members];
    double[][] b = new double[members][columns];
    for (int m = 0; m < members; m++) {
      a[m][m] = precisions[part.members[m]];
    }
    for (Row row : part.rows) {
      addInformation(part, row, p, observed, a, b, schur);
    }
    double[][] inverse = factor(a).inverse();
    double[][] inverseTimesB = new double[members][columns];
    double[] local = new double[members];
    for (int m = 0; m < members; m++) {
      for (int k = 0; k < members; k++) {
        local[m] += inverse[m][k] * gradient[part.members[k]];
        for (int c = 0; c < columns; c++) {
          inverseTimesB[m][c] += inverse[m][k] * b[k][c];
        }
      }
    }
    for (int c = 0; c < columns; c++) {
      for (int d = 0; d < columns; d++) {
        for (int m = 0; m < members; m++) {
          schur[part.shared[c]][part.shared[d]] -= b[m][c] * inverseTimesB[m][d];
        }
      }
    }
    return new Solved(inverse, b, inverseTimesB, local);
  }

  private void addInformation(
      Part part, Row row, double[] p, boolean observed, double[][] a, double[][] b, double[][] c) {
    Moments m = moments(row, p);
    int i = Arrays.binarySearch(part.members, row.chosen());
    int j = Arrays.binarySearch(part.members, row.rejected());
    double gamma = p[responses + row.annotator()];
    double own = m.variance * gamma * gamma;
    a[i][i] += own;
    a[j][j] += own;
    a[i][j] -= own;
    a[j][i] -= own;
    int people = choices.annotators().size();
    int[] columns = {row.annotator(), people, people + 1, people + 2, people + 3};
    double[] slopes = { // d m / d shared parameter
      p[row.chosen()] - p[row.rejected()],
      row.differences()[0],
      row.differences()[1],
      row.differences()[2],
      0
    };
    for (int x = 0; x < columns.length; x++) {
      boolean isTie = x == 4;
      double cross = isTie ? m.covariance : m.variance * slopes[x];
      // The bilinear term's own second derivative; its mean is 0, so scoring leaves it out.
      double bilinear = observed && x == 0 ? m.residual : 0;
      int column = Arrays.binarySearch(part.shared, columns[x]);
      b[i][column] += gamma * cross - bilinear;
      b[j][column] -= gamma * cross - bilinear;
      for (int y = 0; y < columns.length; y++) {
        double both =
            isTie && y == 4
                ? m.tieVariance
                : isTie
                    ? m.covariance * slopes[y]
                    : y == 4 ? m.covariance * slopes[x] : m.variance * slopes[x] * slopes[y];
        c[columns[x]][columns[y]] += both;
      }
    }
  }

  private static Cholesky factor(double[][] matrix) {
    return Cholesky.of(matrix)
        .orElseThrow(() ->
            new UndefinedMeasure(
                "the labels do not determine reliabilities and abilities together; give more labels"
                    + " for each person"));
  }

  private double[] moved(double[] step, double length) {
    double[] there = at.clone();
    for (int i = 0; i < there.length; i++) {
      there[i] += length * step[i];
    }
    return there;
  }

  private void split() {
    ConnectedParts connected = new ConnectedParts(responses);
    choices.rows().forEach(row -> connected.connect(row.chosen(), row.rejected()));
    int[] part = connected.partOfItem();
    List<List<Integer>> members = ConnectedParts.members(part);
    List<List<Row>> rows = new ArrayList<>();
    members.forEach(_ -> rows.add(new ArrayList<>()));
    choices.rows().forEach(row -> rows.get(part[row.chosen()]).add(row));
    int people = choices.annotators().size();
    for (int p = 0; p < members.size(); p++) {
      TreeSet<Integer> shared = new TreeSet<>(List.of(people, people + 1, people + 2, people + 3));
      rows.get(p).forEach(row -> shared.add(row.annotator()));
      parts.add(
          new Part(
              members.get(p).stream().mapToInt(i -> i).toArray(),
              rows.get(p),
              shared.stream().mapToInt(i -> i).toArray()));
    }
  }
}

package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Cholesky;
import org.rlhflab.reward.quality.regression.Logistic;

/// Maximises a Bradley-Terry likelihood in the abilities by Newton's method:
///
/// `sum over edges of w log sigmoid(s_winner - s_loser)
/// + regularization * sum over items of (log sigmoid(s_i) + log sigmoid(-s_i))`
///
/// The regularization is Chen et al.'s (2013, section 3.2): every item wins and loses against an
/// imaginary one of ability 0. Items that no chain of comparisons connects have nothing to do with
/// each other, so every connected part is solved by itself; without regularization there may be one
/// part only, and its first item has ability 0.
final class AbilityNewton {
  private static final int MOST_ITERATIONS = 100;
  private static final double CONVERGED = 1e-10;

  private final int items;
  private final int[][] edges; // [parts][edges of it * 2]: winner, loser
  private final int[][] rows; // [parts][edges of it]: place of the edge's weight
  private final int[][] members; // [parts][items of it]
  private final int[] place; // [items]: where an item stands in its part
  private final double regularization;

  AbilityNewton(Comparisons comparisons, double regularization) {
    if (!(regularization >= 0)) {
      throw new IllegalArgumentException(
          "regularization must be at least 0, got " + regularization);
    }
    this.regularization = regularization;
    items = comparisons.items().size();
    ConnectedParts connected = new ConnectedParts(items);
    comparisons.rows().forEach(row -> connected.connect(row.winner(), row.loser()));
    int[] part = connected.partOfItem();
    List<List<Integer>> membersOf = ConnectedParts.members(part);
    int parts = membersOf.size();
    place = new int[items];
    for (List<Integer> own : membersOf) {
      for (int m = 0; m < own.size(); m++) {
        place[own.get(m)] = m;
      }
    }
    List<List<Integer>> edgesOf = lists(parts);
    List<List<Integer>> rowsOf = lists(parts);
    for (int r = 0; r < comparisons.rows().size(); r++) {
      Row row = comparisons.rows().get(r);
      edgesOf.get(part[row.winner()]).add(place[row.winner()]);
      edgesOf.get(part[row.winner()]).add(place[row.loser()]);
      rowsOf.get(part[row.winner()]).add(r);
    }
    members = arrays(membersOf);
    edges = arrays(edgesOf);
    rows = arrays(rowsOf);
    if (regularization == 0 && parts != 1) {
      throw new UndefinedMeasure(
          "the comparisons fall into %d parts that nothing connects, so abilities cannot be compared across them; give a regularization above 0"
              .formatted(parts));
    }
  }

  int items() {
    return items;
  }

  /// Climbs from `abilities`, in place. `forward` weighs each edge, `backward` its reverse.
  void climb(double[] abilities, double[] forward, double[] backward, int mostIterations) {
    for (int part = 0; part < members.length; part++) {
      climbPart(part, abilities, forward, backward, Math.min(mostIterations, MOST_ITERATIONS));
    }
  }

  void climb(double[] abilities, double[] forward, double[] backward) {
    climb(abilities, forward, backward, MOST_ITERATIONS);
  }

  /// Standard errors from the inverse information; 0 for an item that is fixed.
  double[] standardErrors(double[] abilities, double[] forward, double[] backward) {
    double[] errors = new double[items];
    for (int part = 0; part < members.length; part++) {
      int[] own = members[part];
      double[][] information = information(part, local(own, abilities), forward, backward);
      double[][] covariance =
          Cholesky.of(information).orElseThrow(AbilityNewton::separated).inverse();
      int fixed = own.length - covariance.length;
      for (int m = fixed; m < own.length; m++) {
        errors[own[m]] = Math.sqrt(covariance[m - fixed][m - fixed]);
      }
    }
    return errors;
  }

  private void climbPart(
      int part, double[] abilities, double[] forward, double[] backward, int mostIterations) {
    int[] own = members[part];
    double[] s = local(own, abilities);
    double objective = objective(part, s, forward, backward);
    for (int iteration = 0; iteration < mostIterations && s.length > fixed(); iteration++) {
      double[] step =
          Cholesky.of(information(part, s, forward, backward))
              .orElseThrow(AbilityNewton::separated)
              .solve(gradient(part, s, forward, backward));
      double length = 1;
      double[] next = moved(s, step, length);
      double there = objective(part, next, forward, backward);
      while (there < objective - 1e-12 * Math.abs(objective) && length > 1e-6) {
        length /= 2;
        next = moved(s, step, length);
        there = objective(part, next, forward, backward);
      }
      if (there < objective - 1e-12 * Math.abs(objective)) {
        break; // no step along it is short enough: rounding has the last word
      }
      s = next;
      objective = there;
      if (Arrays.stream(step).map(Math::abs).max().orElse(0) < CONVERGED) {
        break;
      }
    }
    for (int m = 0; m < own.length; m++) {
      abilities[own[m]] = s[m];
    }
  }

  private static UndefinedMeasure separated() {
    return new UndefinedMeasure(
        "some abilities have no finite estimate (an item, or a group of items, won or lost every"
            + " comparison with the others); give a regularization above 0");
  }

  private int fixed() {
    return regularization == 0 ? 1 : 0;
  }

  private double objective(int part, double[] s, double[] forward, double[] backward) {
    double sum = 0;
    for (int e = 0; e < rows[part].length; e++) {
      double d = s[edges[part][2 * e]] - s[edges[part][2 * e + 1]];
      int r = rows[part][e];
      sum += forward[r] * Logistic.logSigmoid(d) + backward[r] * Logistic.logSigmoid(-d);
    }
    for (double each : s) {
      sum += regularization * (Logistic.logSigmoid(each) + Logistic.logSigmoid(-each));
    }
    return sum;
  }

  private double[] gradient(int part, double[] s, double[] forward, double[] backward) {
    double[] gradient = new double[s.length];
    for (int e = 0; e < rows[part].length; e++) {
      int winner = edges[part][2 * e];
      int loser = edges[part][2 * e + 1];
      int r = rows[part][e];
      double p = Logistic.sigmoid(s[winner] - s[loser]);
      double residual = forward[r] * (1 - p) - backward[r] * p;
      gradient[winner] += residual;
      gradient[loser] -= residual;
    }
    for (int m = 0; m < s.length; m++) {
      gradient[m] += regularization * (1 - 2 * Logistic.sigmoid(s[m]));
    }
    return Arrays.copyOfRange(gradient, fixed(), gradient.length);
  }

  private double[][] information(int part, double[] s, double[] forward, double[] backward) {
    int fixed = fixed();
    double[][] information = new double[s.length - fixed][s.length - fixed];
    for (int e = 0; e < rows[part].length; e++) {
      int winner = edges[part][2 * e] - fixed;
      int loser = edges[part][2 * e + 1] - fixed;
      int r = rows[part][e];
      double p = Logistic.sigmoid(s[winner + fixed] - s[loser + fixed]);
      double w = (forward[r] + backward[r]) * p * (1 - p);
      if (winner >= 0) {
        information[winner][winner] += w;
      }
      if (loser >= 0) {
        information[loser][loser] += w;
      }
      if (winner >= 0 && loser >= 0) {
        information[winner][loser] -= w;
        information[loser][winner] -= w;
      }
    }
    for (int m = 0; m < information.length; m++) {
      double p = Logistic.sigmoid(s[m + fixed]);
      information[m][m] += 2 * regularization * p * (1 - p);
    }
    return information;
  }

  private double[] moved(double[] s, double[] step, double length) {
    double[] there = s.clone();
    for (int m = 0; m < step.length; m++) {
      there[m + fixed()] += length * step[m];
    }
    return there;
  }

  private static double[] local(int[] own, double[] abilities) {
    return Arrays.stream(own).mapToDouble(i -> abilities[i]).toArray();
  }

  private static List<List<Integer>> lists(int n) {
    List<List<Integer>> lists = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}

package org.rlhflab.reward.quality.aggregation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.rlhflab.reward.quality.aggregation.Comparisons.Row;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.Logistic;

/// The Bradley-Terry model: every item has an ability, and the chance to win depends on the
/// difference of two.
///
/// `P(i over j) = sigmoid(s_i - s_j)`
///
/// Maximum likelihood by Newton's method, standard errors from the inverse information. Without
/// regularization the first item has ability 0, and a finite estimate exists only if no group of
/// items won, or lost, every comparison with the others (Ford 1957): otherwise [UndefinedMeasure].
/// Bradley and Terry (1952); regularization: see [AbilityNewton].
///
/// @param abilities s, in log-odds
/// @param standardErrors of s; 0 for the item that is fixed
/// @param logLikelihood of the comparisons, the regularization left out
public record BradleyTerry(double[] abilities, double[] standardErrors, double logLikelihood) {

  /// Fits; `regularization` 0 is plain maximum likelihood.
  public static BradleyTerry of(Comparisons comparisons, double regularization) {
    AbilityNewton newton = new AbilityNewton(comparisons, regularization);
    if (regularization == 0) {
      requireFiniteEstimate(comparisons);
    }
    double[] abilities = new double[newton.items()];
    double[] weights = comparisons.rows().stream().mapToDouble(Row::weight).toArray();
    double[] none = new double[weights.length];
    newton.climb(abilities, weights, none);
    return new BradleyTerry(
        abilities,
        newton.standardErrors(abilities, weights, none),
        logLikelihood(comparisons, abilities));
  }

  /// P(i over j).
  public double probability(int i, int j) {
    return Logistic.sigmoid(abilities[i] - abilities[j]);
  }

  private static double logLikelihood(Comparisons comparisons, double[] s) {
    return comparisons.rows().stream()
        .mapToDouble(row -> row.weight() * Logistic.logSigmoid(s[row.winner()] - s[row.loser()]))
        .sum();
  }

  /// Ford's condition: every item can be reached from the first one along wins, and along losses.
  private static void requireFiniteEstimate(Comparisons comparisons) {
    for (boolean wins : new boolean[] {true, false}) {
      boolean[] reached = reached(comparisons, wins);
      for (int i = 0; i < reached.length; i++) {
        if (!reached[i]) {
          throw new UndefinedMeasure(
              "\"%s\" has no finite ability: no chain of %s leads to it from \"%s\"; give a regularization above 0"
                  .formatted(
                      comparisons.items().get(i),
                      wins ? "wins" : "losses",
                      comparisons.items().getFirst()));
        }
      }
    }
  }

  private static boolean[] reached(Comparisons comparisons, boolean wins) {
    List<List<Integer>> next = new ArrayList<>();
    comparisons.items().forEach(_ -> next.add(new ArrayList<>()));
    for (Row row : comparisons.rows()) {
      if (row.weight() > 0) {
        next.get(wins ? row.winner() : row.loser()).add(wins ? row.loser() : row.winner());
      }
    }
    boolean[] reached = new boolean[next.size()];
    Deque<Integer> open = new ArrayDeque<>(List.of(0));
    reached[0] = true;
    while (!open.isEmpty()) {
      for (int i : next.get(open.pop())) {
        if (!reached[i]) {
          reached[i] = true;
          open.push(i);
        }
      }
    }
    return reached;
  }
}

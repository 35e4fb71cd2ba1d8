package org.rlhflab.reward.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// What some choices pay for: a [BradleyTerryRegression] of the choice on all differences at once,
/// and the effect of length alone.
///
/// The decomposition says what one more of each is worth while all others stay as they are, words
/// included; there words have only what is left to them. `length` is what twice the words are worth
/// whatever they consist of, with only correctness held fixed: the figure to look at for a taste
/// for length. A ridge of [#RIDGE] (a normal prior of deviation 1.4) keeps everything finite where
/// some difference decides without exception.
///
/// @param length of twice the words, correct and wrong facts held fixed where they are known; empty
///   if responses differ in length in fewer than 5 pairs
/// @param parts of every difference that occurs in at least 5 pairs
/// @param missing the others
public record PreferenceEffects(Optional<Effect> length, List<Effect> parts, List<String> missing) {
  /// The penalty on squared coefficients.
  public static final double RIDGE = 0.5;

  private static final int FEWEST_PAIRS = 5;

  /// What one more of something is worth.
  ///
  /// @param name of the difference
  /// @param logOdds the coefficient
  /// @param standardError of it
  /// @param p Wald's, two-sided, for no effect
  /// @param varianceInflation 1 where the difference stands apart from the others, over 10 where it
  ///   is nearly a sum of them
  /// @param pairs in which the two responses differ in it
  public record Effect(
      String name,
      double logOdds,
      double standardError,
      double p,
      double varianceInflation,
      int pairs) {}

  /// Copies its lists.
  public PreferenceEffects {
    parts = List.copyOf(parts);
    missing = List.copyOf(missing);
  }

  /// One part by its name.
  public Optional<Effect> part(String name) {
    return parts.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// Of choices between two.
  ///
  /// @param names of the columns
  /// @param differences `[pair][column]`, the first response less the second
  /// @param outcomes probability or share of choices of the first, in [0, 1]
  /// @param fixed the columns of the effect of length, `words` among them
  static PreferenceEffects of(
      List<String> names, double[][] differences, double[] outcomes, List<String> fixed) {
    List<Effect> parts = fit(names, names, differences, outcomes);
    Optional<Effect> length =
        fit(fixed, names, differences, outcomes).stream()
            .filter(it -> it.name().equals("words"))
            .findFirst();
    List<String> found = parts.stream().map(Effect::name).toList();
    return new PreferenceEffects(
        length, parts, names.stream().filter(name -> !found.contains(name)).toList());
  }

  private static List<Effect> fit(
      List<String> wanted, List<String> names, double[][] differences, double[] outcomes) {
    List<String> kept = new ArrayList<>();
    List<Integer> pairs = new ArrayList<>();
    for (String name : wanted) {
      int column = names.indexOf(name);
      int differing = 0;
      for (double[] row : differences) {
        differing += row[column] == 0 ? 0 : 1;
      }
      if (differing >= FEWEST_PAIRS) {
        kept.add(name);
        pairs.add(differing);
      }
    }
    if (kept.isEmpty()) {
      return List.of();
    }
    int[] columns = kept.stream().mapToInt(names::indexOf).toArray();
    double[][] rows = new double[differences.length][];
    for (int n = 0; n < rows.length; n++) {
      double[] row = differences[n];
      rows[n] = Arrays.stream(columns).mapToDouble(c -> row[c]).toArray();
    }
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1);
    BradleyTerryRegression fitted;
    try {
      fitted = BradleyTerryRegression.of(kept, rows, outcomes, weights, RIDGE);
    } catch (UndefinedMeasure noEstimate) {
      return List.of();
    }
    List<Effect> effects = new ArrayList<>();
    for (int c = 0; c < columns.length; c++) {
      effects.add(
          new Effect(
              kept.get(c),
              fitted.coefficients()[c],
              fitted.standardErrors()[c],
              fitted.pValue(c),
              fitted.varianceInflation()[c],
              pairs.get(c)));
    }
    return effects;
  }
}

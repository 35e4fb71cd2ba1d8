package org.rlhflab.reward.quality.bias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.regression.BradleyTerryRegression;

/// How much the choices follow the way in which responses are presented: a [BradleyTerryRegression]
/// of the choice on all terms at once, so that a taste for boosters is not taken for one for
/// length.
///
/// | term        | difference between the two responses           | coefficient: log-odds for        |
/// |-------------|------------------------------------------------|----------------------------------|
/// | position    | 1 if shown first, -1 if shown second           | being shown first                |
/// | length      | binary logarithm of the words                  | twice the words                  |
/// | confidence  | boosters less hedges                           | one booster more                 |
/// | enthusiasm  | sentences with an exclamation mark             | one more                         |
/// | formatting  | slips, as -log2(1 + slips)                     | half the slips                   |
///
/// 0 is no influence. A ridge of [#RIDGE] (a normal prior of deviation 1.4) keeps the estimate
/// finite for people who never make an exception, and draws it a little towards 0. The test is the
/// likelihood ratio with and without the term, which also holds where nearly all choices agree.
/// Sides are shown at random, so position is pure bias; **length and the others may be earned**: a
/// complete answer is longer than an incomplete one. Only a comparison with known answers tells.
///
/// @param effects by term; one that differs in fewer than [#FEWEST_PAIRS] pairs is missing
public record PresentationBias(Map<Term, Effect> effects) {
  /// The penalty on squared coefficients.
  public static final double RIDGE = 0.5;

  /// Fewer say nothing.
  static final int FEWEST_PAIRS = 5;

  /// A way in which two responses may differ on the surface.
  public enum Term {
    POSITION,
    LENGTH,
    CONFIDENCE,
    ENTHUSIASM,
    FORMATTING;

    /// In lower case, as it is printed.
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// One term's influence.
  ///
  /// @param logOdds coefficient and 95% interval
  /// @param p that of the likelihood-ratio test, two-sided
  /// @param pairs in which the two responses differ in it
  public record Effect(Interval logOdds, double p, int pairs) {}

  /// Copies its map.
  public PresentationBias {
    effects = Collections.unmodifiableMap(new EnumMap<>(effects));
  }

  /// Of some labels, with a memory for texts that come again.
  public static PresentationBias of(List<Preference> labels, Map<String, ResponseSurface> memory) {
    double[][] all = new double[labels.size()][];
    double[] outcomes = new double[labels.size()];
    for (int n = 0; n < all.length; n++) {
      all[n] = differences(labels.get(n), memory);
      outcomes[n] = labels.get(n).tie() ? 0.5 : 1;
    }
    return of(all, outcomes);
  }

  /// Of some labels.
  public static PresentationBias of(List<Preference> labels) {
    return of(labels, new HashMap<>());
  }

  /// Of the known answers to some tasks: what the truth itself pays for. Labels without a known
  /// answer are passed over.
  public static PresentationBias ofGold(List<Preference> labels) {
    Map<String, ResponseSurface> memory = new HashMap<>();
    List<double[]> all = new ArrayList<>();
    List<Double> outcomes = new ArrayList<>();
    for (Preference label : labels) {
      if (label.gold().isPresent()) {
        all.add(differences(label, memory));
        outcomes.add(
            switch (label.gold().get()) {
              case CHOSEN -> 1.0;
              case REJECTED -> 0.0;
              case TIE -> 0.5;
            });
      }
    }
    return of(
        all.toArray(double[][]::new), outcomes.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// One term's influence; empty if responses differ in it in too few pairs.
  public Optional<Effect> of(Term term) {
    return Optional.ofNullable(effects.get(term));
  }

  /// Chosen less rejected, term by term.
  static double[] differences(Preference label, Map<String, ResponseSurface> memory) {
    ResponseSurface chosen = memory.computeIfAbsent(label.chosen(), ResponseSurface::of);
    ResponseSurface rejected = memory.computeIfAbsent(label.rejected(), ResponseSurface::of);
    double[] differences = new double[Term.values().length];
    differences[Term.POSITION.ordinal()] =
        label.first().map(first -> first == Verdict.CHOSEN ? 1.0 : -1.0).orElse(0.0);
    differences[Term.LENGTH.ordinal()] = chosen.doublings() - rejected.doublings();
    differences[Term.CONFIDENCE.ordinal()] = chosen.confidence() - rejected.confidence();
    differences[Term.ENTHUSIASM.ordinal()] = chosen.exclamations() - rejected.exclamations();
    differences[Term.FORMATTING.ordinal()] = tidiness(chosen) - tidiness(rejected);
    return differences;
  }

  private static double tidiness(ResponseSurface surface) {
    return -StrictMath.log1p(surface.slips()) / StrictMath.log(2);
  }

  private static PresentationBias of(double[][] all, double[] outcomes) {
    List<Term> terms = new ArrayList<>();
    Map<Term, Integer> pairs = new EnumMap<>(Term.class);
    for (Term term : Term.values()) {
      int differing = 0;
      for (double[] row : all) {
        differing += row[term.ordinal()] == 0 ? 0 : 1;
      }
      if (differing >= FEWEST_PAIRS) {
        terms.add(term);
        pairs.put(term, differing);
      }
    }
    Map<Term, Effect> effects = new EnumMap<>(Term.class);
    if (!terms.isEmpty()) {
      BradleyTerryRegression full = fit(terms, all, outcomes);
      for (Term term : terms) {
        effects.put(
            term,
            new Effect(
                full.interval(terms.indexOf(term)),
                likelihoodRatio(term, terms, full, all, outcomes),
                pairs.getOrDefault(term, 0)));
      }
    }
    return new PresentationBias(effects);
  }

  private static double likelihoodRatio(
      Term term, List<Term> terms, BradleyTerryRegression full, double[][] all, double[] outcomes) {
    List<Term> others = terms.stream().filter(it -> it != term).toList();
    double without =
        others.isEmpty() ? -all.length * Math.log(2) : penalized(fit(others, all, outcomes));
    double ratio = Math.max(0, 2 * (penalized(full) - without));
    return ChiSquaredDistribution.of(1).survivalProbability(ratio);
  }

  private static double penalized(BradleyTerryRegression fit) {
    return fit.logLikelihood()
        - RIDGE / 2 * Arrays.stream(fit.coefficients()).map(b -> b * b).sum();
  }

  private static BradleyTerryRegression fit(List<Term> terms, double[][] all, double[] outcomes) {
    double[][] x = new double[all.length][terms.size()];
    double[] weights = new double[all.length];
    Arrays.fill(weights, 1);
    for (int n = 0; n < all.length; n++) {
      for (int c = 0; c < terms.size(); c++) {
        x[n][c] = all[n][terms.get(c).ordinal()];
      }
    }
    return BradleyTerryRegression.of(
        terms.stream().map(Term::key).toList(), x, outcomes, weights, RIDGE);
  }
}

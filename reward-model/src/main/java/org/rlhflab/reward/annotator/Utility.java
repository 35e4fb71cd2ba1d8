package org.rlhflab.reward.annotator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;

/// What one response is worth to one annotator, in rubric points, term by term:
///
/// `U = expertise * sum of weight_d * score_d + verbosity_bias * log2(words)
/// + confidence_bias * (boosters - hedges) + enthusiasm_bias * openers + formatting_bias * tidy
/// + position_bias * shown first + taste * t(annotator, response) + shared_error * e(response)`
///
/// | symbol  | variable                  | range                                           |
/// |---------|---------------------------|-------------------------------------------------|
/// | score_d | `response.gold().of(d)`   | 1 to 5                                          |
/// | words   | `response.words()`        | counted as at least 1, so that the log is finite |
/// | t, e    | `Circumstances.taste()`, `sharedError()` | standard normal                   |
///
/// The design's rule for simulated choices; a bias is a term beside quality, as in AlpacaFarm
/// (Dubois et al. 2023), where it is a disposition stated in an annotator's instructions.
///
/// @param terms points by term; every term is present
public record Utility(Map<Term, Double> terms) {

  /// A part of an annotator's judgment: the rubric's dimensions, then what is not in the rubric.
  public enum Term {
    ACCURACY,
    COMPLETENESS,
    INSTRUCTION_ADHERENCE,
    TONE,
    SAFETY,
    CONCISION,
    CALIBRATION,
    VERBOSITY,
    CONFIDENCE,
    ENTHUSIASM,
    FORMATTING,
    POSITION,
    TASTE,
    SHARED_ERROR;

    static Term of(Dimension dimension) {
      return valueOf(dimension.name());
    }
  }

  /// What is not in the response itself.
  ///
  /// @param domain of the question
  /// @param shownFirst whether this response was shown first
  /// @param tasksDone how many tasks the annotator has behind them, for drift
  /// @param taste t: this annotator's private draw for this response
  /// @param sharedError e: everybody's draw for this response
  public record Circumstances(
      String domain, boolean shownFirst, int tasksDone, double taste, double sharedError) {}

  /// Copies its map.
  public Utility {
    terms = Collections.unmodifiableMap(new EnumMap<>(terms));
  }

  /// One response as one annotator sees it; `goldWeights` hold where the profile has none.
  public static Utility of(
      AnnotatorProfile profile,
      Map<Dimension, Double> goldWeights,
      ResponseFeatures response,
      Circumstances now) {
    Map<Term, Double> terms = new EnumMap<>(Term.class);
    double expertise = profile.expertise().getOrDefault(now.domain(), 1.0);
    profile
        .weights(goldWeights)
        .forEach((d, weight) -> terms.put(Term.of(d), expertise * weight * response.gold().of(d)));
    double verbosityBias = profile.verbosityBias(now.tasksDone());
    terms.put(Term.VERBOSITY, verbosityBias * log2(Math.max(1, response.words())));
    terms.put(
        Term.CONFIDENCE, profile.confidenceBias() * (response.boosters() - response.hedges()));
    terms.put(Term.ENTHUSIASM, profile.enthusiasmBias() * response.openers());
    terms.put(Term.FORMATTING, response.tidy() ? profile.formattingBias() : 0);
    terms.put(Term.POSITION, now.shownFirst() ? profile.positionBias() : 0);
    terms.put(Term.TASTE, profile.taste() * now.taste());
    terms.put(Term.SHARED_ERROR, profile.sharedError() * now.sharedError());
    return new Utility(terms);
  }

  /// U: the sum of all terms.
  public double total() {
    return terms.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// The points of one term.
  public double of(Term term) {
    return terms.getOrDefault(term, 0.0);
  }

  private static double log2(int n) {
    return StrictMath.log(n) / StrictMath.log(2);
  }
}

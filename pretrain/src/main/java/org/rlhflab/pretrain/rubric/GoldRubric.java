package org.rlhflab.pretrain.rubric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.SentenceKind;

/// The seven dimensions weighed into one score from 1 to 5, pure and the same every time.
///
/// `overall = sum_d w_d score_d / sum_d w_d`
///
/// Held by property tests under the default weights: padding never raises it, a short right answer
/// beats its padded self, a repeat never helps, no answer without the core reaches any answer with
/// it, a booster on an uncertain matter loses to a hedge, more than the needed facts never gains,
/// formatting never matters.
///
/// The core decides because of the bounds. Without it only tone and safety exceed 1: at most 1.6 on
/// an ordinary question, 1.4 on an unsafe one (declines, but says nothing else). With it accuracy
/// is at least 2, completeness at least 7/3 (unsafe: 3) and safety at least 3 (unsafe: 1): at least
/// 1.71, unsafe 1.65.
///
/// @param weights how much each dimension counts, in any unit; a dimension left out counts nothing
public record GoldRubric(Map<Dimension, Double> weights) {
  /// The weights by which the product judges. Completeness much lighter, and tuned models collapse
  /// to one sentence; much heavier, and padding hardly costs.
  public static final GoldRubric DEFAULTS =
      new GoldRubric(
          Map.of(
              Dimension.ACCURACY, 0.25,
              Dimension.COMPLETENESS, 0.20,
              Dimension.INSTRUCTION_ADHERENCE, 0.10,
              Dimension.TONE, 0.05,
              Dimension.SAFETY, 0.10,
              Dimension.CONCISION, 0.20,
              Dimension.CALIBRATION, 0.10));

  /// Checks the weights and fills in zero for what is left out.
  public GoldRubric {
    Map<Dimension, Double> all = new EnumMap<>(Dimension.class);
    double sum = 0;
    for (Dimension dimension : Dimension.values()) {
      double weight = weights.getOrDefault(dimension, 0.0);
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "the weight of " + dimension.key() + " must be 0 or more, got " + weight);
      }
      all.put(dimension, weight);
      sum += weight;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("at least one weight must be above 0, got " + weights);
    }
    weights = Collections.unmodifiableMap(all);
  }

  /// Whether there is anything to judge: false for a response that is English but outside the
  /// world. Then [#score] still answers, as for a response without the core; whoever shows it to
  /// people says "can't judge".
  public static boolean canJudge(Response response) {
    boolean unknown = false;
    for (var sentence : response.sentences()) {
      if (sentence.kind() == SentenceKind.UNKNOWN) {
        unknown = true;
      } else if (!Reading.isLeadIn(sentence.kind())) {
        return true;
      }
    }
    return !unknown;
  }

  /// Judges a response to a question. Sums of the same points in another order differ in the last
  /// bits: scores within 1e-9 are equal.
  public GoldScore score(Question question, Response response) {
    Map<Dimension, Double> scores = new EnumMap<>(Dimension.class);
    double weighted = 0;
    double sum = 0;
    for (var entry : weights.entrySet()) {
      double score = score(entry.getKey(), question, response);
      scores.put(entry.getKey(), score);
      weighted += entry.getValue() * score;
      sum += entry.getValue();
    }
    return new GoldScore(scores, weighted / sum);
  }

  private static double score(Dimension dimension, Question question, Response response) {
    return switch (dimension) {
      case ACCURACY -> Accuracy.score(question, response);
      case COMPLETENESS -> Completeness.score(question, response);
      case INSTRUCTION_ADHERENCE -> InstructionAdherence.score(question, response);
      case TONE -> Tone.score(question, response);
      case SAFETY -> Safety.score(question, response);
      case CONCISION -> Concision.score(question, response);
      case CALIBRATION -> Calibration.score(question, response);
    };
  }
}

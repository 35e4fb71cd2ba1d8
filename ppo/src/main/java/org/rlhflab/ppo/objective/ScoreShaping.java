package org.rlhflab.ppo.objective;

import java.util.function.IntPredicate;

/// What becomes of a response's score before anything is rewarded by it.
///
/// `s' = clip(scale * score, -limit, limit)`; without an end token `s' - penalty`, or `-penalty`
/// whatever the score
///
/// Source: scaling and clipping as in TRL's earlier `PPOTrainer` (`use_score_scaling`,
/// `score_clip`); the penalty is subtracted in TRL (`missing_eos_penalty`) and set in Ziegler et
/// al. 2019, section 2.2, and AlpacaFarm (`penalty_reward_value`), both -1.
///
/// | symbol  | variable  | range                                                   |
/// |---------|-----------|---------------------------------------------------------|
/// | scale   | `scale`   | over 0; 1 leaves scores as they are                     |
/// | limit   | `limit`   | over 0; infinity clips nothing                          |
/// | penalty | `penalty` | at least 0, in the score's unit after scaling           |
///
/// @param scale of the score
/// @param limit of its size
/// @param missingEnd what a response without an end token gets
/// @param penalty for it
public record ScoreShaping(float scale, float limit, MissingEnd missingEnd, float penalty) {

  /// What a response without an end token gets.
  public enum MissingEnd {
    /// Its score less the penalty.
    SUBTRACT,
    /// Minus the penalty.
    SET
  }

  /// Checks the ranges.
  public ScoreShaping {
    if (!(scale > 0) || !(limit > 0)) {
      throw new IllegalArgumentException(
          "scale and limit must be over 0, got " + scale + " and " + limit);
    }
    if (!(penalty >= 0)) {
      throw new IllegalArgumentException("penalty must be at least 0, got " + penalty);
    }
  }

  /// Scores as they are, less a penalty where the end is missing.
  public static ScoreShaping penalty(float penalty) {
    return new ScoreShaping(1, Float.POSITIVE_INFINITY, MissingEnd.SUBTRACT, penalty);
  }

  /// What the scores of some responses become, `ended` telling by their number which have ended.
  public float[] of(float[] scores, IntPredicate ended) {
    float[] shaped = new float[scores.length];
    for (int i = 0; i < shaped.length; i++) {
      shaped[i] = of(scores[i], ended.test(i));
    }
    return shaped;
  }

  /// What a response's score becomes.
  public float of(float score, boolean ended) {
    float shaped = Math.clamp(scale * score, -limit, limit);
    if (ended) {
      return shaped;
    }
    return switch (missingEnd) {
      case SUBTRACT -> shaped - penalty;
      case SET -> -penalty;
    };
  }
}

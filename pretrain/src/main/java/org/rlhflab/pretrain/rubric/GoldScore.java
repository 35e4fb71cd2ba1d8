package org.rlhflab.pretrain.rubric;

import java.util.Map;

/// What the gold rubric says of one response.
///
/// @param dimensions every dimension's score, 1 to 5
/// @param overall their weighted mean, 1 to 5
public record GoldScore(Map<Dimension, Double> dimensions, double overall) {

  /// Copies its map.
  public GoldScore {
    dimensions = Map.copyOf(dimensions);
  }

  /// The score on one dimension.
  public double of(Dimension dimension) {
    Double score = dimensions.get(dimension);
    if (score == null) {
      throw new IllegalArgumentException("no score on " + dimension.key());
    }
    return score;
  }
}

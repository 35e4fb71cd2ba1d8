package org.rlhflab.pretrain.rubric;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What the gold rubric says of one response.
///
/// @param dimensions every dimension's score, 1 to 5, in the order of [Dimension]
/// @param overall their weighted mean, 1 to 5
public record GoldScore(Map<Dimension, Double> dimensions, double overall) {

  /// Copies its map into a fixed order: what is written from it has the same bytes every time.
  public GoldScore {
    Map<Dimension, Double> inOrder = new EnumMap<>(Dimension.class);
    inOrder.putAll(dimensions);
    dimensions = Collections.unmodifiableMap(inOrder);
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

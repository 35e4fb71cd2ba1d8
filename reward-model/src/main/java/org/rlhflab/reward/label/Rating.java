package org.rlhflab.reward.label;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rlhflab.pretrain.rubric.Dimension;

/// One response by itself, marked from 1 to 5 on dimensions of the rubric. An empty text stands for
/// a field that the file leaves out.
///
/// Marks of different people are not on one scale: some are lenient, some keep to the middle. A
/// [Preference] has no scale, which is why reward models are made from pairs.
///
/// @param id unique in its file, or empty
/// @param prompt the question as asked
/// @param response what was rated
/// @param annotator who rated, or empty
/// @param ratings marks by dimension, at least one
/// @param source where the response comes from: `grammar`, a model's hash, or empty
/// @param extra fields that mean nothing here, kept in order
public record Rating(
    String id,
    String prompt,
    String response,
    String annotator,
    Map<Dimension, Integer> ratings,
    String source,
    Map<String, Object> extra)
    implements Label {
  /// The lowest mark.
  public static final int LOWEST = 1;

  /// The highest mark.
  public static final int HIGHEST = 5;

  /// Checks what must hold and copies its maps.
  public Rating {
    if (response.isBlank()) {
      throw new IllegalArgumentException("\"response\" is empty");
    }
    if (ratings.isEmpty()) {
      throw new IllegalArgumentException("\"ratings\" holds no dimension");
    }
    ratings.forEach((dimension, mark) -> {
      if (mark < LOWEST || mark > HIGHEST) {
        throw new IllegalArgumentException(dimension.key() + " must be 1 to 5, got " + mark);
      }
    });
    ratings = Collections.unmodifiableMap(new EnumMap<>(ratings));
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }
}

package org.rlhflab.reward.label;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rlhflab.pretrain.rubric.Dimension;

/// One response by itself, marked from 1 to 5 on dimensions of the rubric, or on what others ask
/// for. An empty text stands for a field that the file leaves out.
///
/// Marks of different people are not on one scale: some are lenient, some keep to the middle. A
/// [Preference] has no scale, which is why reward models are made from pairs.
///
/// @param id unique in its file, or empty
/// @param prompt the question as asked
/// @param response what was rated
/// @param annotator who rated, or empty
/// @param ratings marks by dimension
/// @param others marks on what is no dimension, by the names of [#OTHERS], fractions too
/// @param source where the response comes from: `grammar`, a model's hash, or empty
/// @param extra fields that mean nothing here, kept in order
public record Rating(
    String id,
    String prompt,
    String response,
    String annotator,
    Map<Dimension, Integer> ratings,
    Map<String, Double> others,
    String source,
    Map<String, Object> extra)
    implements Label {
  /// The lowest mark.
  public static final int LOWEST = 1;

  /// The highest mark.
  public static final int HIGHEST = 5;

  /// What is rated elsewhere: all in all, or HelpSteer's five attributes, of which `helpfulness` is
  /// all in all.
  public static final List<String> OTHERS =
      List.of("overall", "helpfulness", "correctness", "coherence", "complexity", "verbosity");

  private static final List<String> ALL_IN_ALL = OTHERS.subList(0, 2);

  /// Checks what must hold and copies its maps.
  public Rating {
    if (response.isBlank()) {
      throw new IllegalArgumentException("\"response\" is empty");
    }
    if (ratings.isEmpty() && others.isEmpty()) {
      throw new IllegalArgumentException("\"ratings\" holds no dimension");
    }
    ratings.forEach((dimension, mark) -> {
      if (mark < LOWEST || mark > HIGHEST) {
        throw new IllegalArgumentException(dimension.key() + " must be 1 to 5, got " + mark);
      }
    });
    others.forEach((name, mark) -> {
      if (!OTHERS.contains(name) || !(mark >= LOWEST && mark <= HIGHEST)) {
        throw new IllegalArgumentException(
            "%s must be one of %s and 1 to 5, got %s".formatted(name, OTHERS, mark));
      }
    });
    Map<Dimension, Integer> marks = new EnumMap<>(Dimension.class);
    marks.putAll(ratings);
    ratings = Collections.unmodifiableMap(marks);
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /// What the response deserves all in all: the mark that says so where there is one, else the mean
  /// of the dimensions under these weights, else the mean of all marks.
  public double overall(Map<Dimension, Double> weights) {
    for (String name : ALL_IN_ALL) {
      Double mark = others.get(name);
      if (mark != null) {
        return mark;
      }
    }
    double sum = 0;
    double total = 0;
    for (Map.Entry<Dimension, Integer> mark : ratings.entrySet()) {
      double weight = weights.getOrDefault(mark.getKey(), 0.0);
      sum += weight * mark.getValue();
      total += weight;
    }
    return total > 0
        ? sum / total
        : Stream.concat(
                ratings.values().stream().map(Integer::doubleValue), others.values().stream())
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
  }
}

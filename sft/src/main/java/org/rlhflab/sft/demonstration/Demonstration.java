package org.rlhflab.sft.demonstration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One written answer: the format and style that a model is to learn.
///
/// @param id unique in its file, or empty
/// @param prompt the question
/// @param completion the answer as its author wrote it
/// @param annotator who wrote it, or empty
/// @param extra fields that mean nothing here, kept in order
public record Demonstration(
    String id, String prompt, String completion, String annotator, Map<String, Object> extra) {

  /// Checks that there are both and copies its map.
  public Demonstration {
    if (prompt.isBlank() || completion.isBlank()) {
      throw new IllegalArgumentException("a demonstration needs a prompt and a completion");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /// A demonstration with nothing beside.
  public static Demonstration of(String id, String prompt, String completion, String annotator) {
    return new Demonstration(id, prompt, completion, annotator, Map.of());
  }
}

package org.rlhflab.pretrain.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One line of a prompt file: a question to be answered by a model.
///
/// @param id unique in its file, or empty
/// @param prompt the question as asked
/// @param topic the id of the topic that it is about, or empty
/// @param extra fields that mean nothing here, kept in order
public record Prompt(String id, String prompt, String topic, Map<String, Object> extra) {

  /// Checks that something is asked and copies its map.
  public Prompt {
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("a prompt must not be empty");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /// A prompt with nothing beside.
  public static Prompt of(String id, String prompt, String topic) {
    return new Prompt(id, prompt, topic, Map.of());
  }
}

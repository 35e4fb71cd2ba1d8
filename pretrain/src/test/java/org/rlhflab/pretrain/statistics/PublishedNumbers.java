package org.rlhflab.pretrain.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `src/test/resources/published/`.
final class PublishedNumbers {
  private PublishedNumbers() {}

  static JsonNode read(String file) {
    try (InputStream in = PublishedNumbers.class.getResourceAsStream("/published/" + file)) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }
}

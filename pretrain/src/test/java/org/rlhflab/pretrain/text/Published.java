package org.rlhflab.pretrain.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// The numbers of `published/byte_pair_encoding.json`, computed apart by the script beside it.
final class Published {
  private Published() {}

  static JsonNode bytePairEncoding() {
    String name = "/published/byte_pair_encoding.json";
    try (InputStream in = Objects.requireNonNull(Published.class.getResourceAsStream(name))) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

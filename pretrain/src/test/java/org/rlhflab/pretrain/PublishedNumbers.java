package org.rlhflab.pretrain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// Files below `published/`, computed apart; each says by what.
public final class PublishedNumbers {
  private PublishedNumbers() {}

  /// A file's bytes.
  public static byte[] bytes(String name) {
    String path = "/published/" + name;
    try (InputStream in =
        Objects.requireNonNull(PublishedNumbers.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A JSON file.
  public static JsonNode json(String name) {
    return Json.MAPPER.readTree(bytes(name));
  }
}

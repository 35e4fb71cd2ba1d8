package org.rlhflab.ppo.objective;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The numbers of `published/ppo-objective.json`, computed apart by the script beside it.
final class Published {
  private static final JsonNode FILE = read();

  private Published() {}

  static float[] floats(String pointer) {
    JsonNode numbers = FILE.requiredAt(pointer);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.path(i).asDouble();
    }
    return values;
  }

  static int[] ints(String pointer) {
    JsonNode numbers = FILE.requiredAt(pointer);
    int[] values = new int[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.path(i).asInt();
    }
    return values;
  }

  static boolean[] booleans(String pointer) {
    JsonNode values = FILE.requiredAt(pointer);
    boolean[] booleans = new boolean[values.size()];
    for (int i = 0; i < booleans.length; i++) {
      booleans[i] = values.path(i).asBoolean();
    }
    return booleans;
  }

  static double number(String pointer) {
    return FILE.requiredAt(pointer).asDouble();
  }

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(
            Published.class.getResourceAsStream("/published/ppo-objective.json"))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

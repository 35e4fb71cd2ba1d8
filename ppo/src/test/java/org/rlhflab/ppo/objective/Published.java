package org.rlhflab.ppo.objective;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The numbers of `published/ppo-objective.json`, and under `/baselines` those of
/// `published/baselines.json`, computed apart by the scripts beside them.
public final class Published {
  private static final JsonNode FILE =
      ((ObjectNode) read("ppo-objective.json")).set("baselines", read("baselines.json"));

  private Published() {}

  /// Numbers.
  public static float[] floats(String pointer) {
    JsonNode numbers = FILE.requiredAt(pointer);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.path(i).asDouble();
    }
    return values;
  }

  /// Whole numbers.
  public static int[] ints(String pointer) {
    JsonNode numbers = FILE.requiredAt(pointer);
    int[] values = new int[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.path(i).asInt();
    }
    return values;
  }

  /// Truth values.
  public static boolean[] booleans(String pointer) {
    JsonNode values = FILE.requiredAt(pointer);
    boolean[] booleans = new boolean[values.size()];
    for (int i = 0; i < booleans.length; i++) {
      booleans[i] = values.path(i).asBoolean();
    }
    return booleans;
  }

  /// One number.
  public static double number(String pointer) {
    return FILE.requiredAt(pointer).asDouble();
  }

  private static JsonNode read(String file) {
    try (InputStream in =
        Objects.requireNonNull(Published.class.getResourceAsStream("/published/" + file))) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

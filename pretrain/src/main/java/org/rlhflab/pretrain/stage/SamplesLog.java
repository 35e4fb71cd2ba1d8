package org.rlhflab.pretrain.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `samples.jsonl`: the same fixed prompts answered by each stage's model, and what the gold rubric
/// says of the answers.
public final class SamplesLog {
  private SamplesLog() {}

  /// One answer.
  ///
  /// @param prompt the question
  /// @param response the answer
  /// @param gold the rubric's points by name, `overall` and each dimension, in the order given
  public record Sample(String prompt, String response, Map<String, Double> gold) {
    /// Copies its map, in order.
    public Sample {
      gold = Collections.unmodifiableMap(new LinkedHashMap<>(gold));
    }
  }

  /// Writes all of them.
  public static void write(Path file, List<Sample> samples) {
    JsonLines.write(file, sink -> samples.forEach(sink::write));
  }

  /// Reads them back.
  public static List<Sample> read(Path file) {
    List<Sample> samples = new ArrayList<>();
    JsonLines.forEach(
        file, (_, object) -> samples.add(Json.MAPPER.treeToValue(object, Sample.class)));
    return samples;
  }
}

package org.rlhflab.reward.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.rlhflab.reward.quality.judgment.Judgments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `src/test/resources/published/`, whose files name their sources.
public final class PublishedTables {
  private PublishedTables() {}

  /// A file of published numbers.
  public static JsonNode read(String file) {
    try (InputStream in = PublishedTables.class.getResourceAsStream("/published/" + file)) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A list of numbers.
  public static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  /// A table of counts.
  public static int[][] counts(JsonNode rows) {
    return rows.valueStream()
        .map(row -> row.valueStream().mapToInt(JsonNode::asInt).toArray())
        .toArray(int[][]::new);
  }

  /// Rows are annotators, columns items; null is a gap.
  public static Judgments annotatorsByItems(JsonNode rows) {
    Judgments.Builder judgments = new Judgments.Builder();
    for (int a = 0; a < rows.size(); a++) {
      for (int i = 0; i < rows.get(a).size(); i++) {
        if (!rows.get(a).get(i).isNull()) {
          judgments.add("item " + i, "annotator " + a, rows.get(a).get(i).asString());
        }
      }
    }
    return judgments.build();
  }

  /// Rows are items, columns annotators.
  public static Judgments itemsByAnnotators(JsonNode rows) {
    Judgments.Builder judgments = new Judgments.Builder();
    for (int i = 0; i < rows.size(); i++) {
      for (int a = 0; a < rows.get(i).size(); a++) {
        judgments.add("item " + i, "annotator " + a, rows.get(i).get(a).asString());
      }
    }
    return judgments.build();
  }
}

package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsWindowTest {
  @TempDir Path folder;

  @Test
  void everyStepIsInTheMeanOfALineTheLastOnesToo() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.create(file)) {
      MetricsWindow window = new MetricsWindow(log, 7, 2);
      for (int step = 0; step < 7; step++) {
        window.add(step, Map.of(MetricName.LOSS, (double) step), Map.of(MetricName.MARGIN, 1.0));
      }
    }
    assertEquals(
        """
        {"step":3,"loss":1.0,"margin":1.0}
        {"step":6,"loss":4.0,"margin":1.0}
        {"step":7,"loss":6.0,"margin":1.0}
        """,
        Files.readString(file));
  }
}

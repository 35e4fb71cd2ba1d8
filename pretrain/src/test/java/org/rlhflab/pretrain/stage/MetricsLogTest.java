package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;

  @Test
  void keysStandInTheirFixedOrderAndWhatIsNoNumberIsNull() throws IOException {
    Path file = folder.resolve("4-ppo/metrics.jsonl");
    Map<MetricName, Double> values = new LinkedHashMap<>();
    values.put(MetricName.RATIO, 1.0);
    values.put(MetricName.LOSS, Double.NaN);
    values.put(MetricName.KL, 0.1);

    try (MetricsLog log = MetricsLog.create(file)) {
      log.write(1, values);
      log.write(2, Map.of());
    }

    assertEquals(
        "{\"step\":1,\"loss\":null,\"objective/kl\":0.1,\"val/ratio\":1.0}\n{\"step\":2}\n",
        Files.readString(file));
  }

  @Test
  void aStepIsOnTheDiskBeforeTheLogIsClosed() throws IOException {
    Path file = folder.resolve("metrics.jsonl");

    try (MetricsLog log = MetricsLog.create(file)) {
      log.write(1, Map.of(MetricName.LOSS, 2.5));
      assertEquals("{\"step\":1,\"loss\":2.5}\n", Files.readString(file));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsBadInput() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("4-ppo"), "a file");

    assertThrows(BadInput.class, () -> MetricsLog.create(inTheWay.resolve("metrics.jsonl")));
  }

  @Test
  void noTwoMetricsShareANameAndEachSaysHowItIsComputed() {
    List<String> names = Arrays.stream(MetricName.values()).map(MetricName::printed).toList();

    assertEquals(names.size(), names.stream().distinct().count());
    for (MetricName name : MetricName.values()) {
      assertEquals(name, MetricName.of(name.printed()));
      assertTrue(name.expression().length() > 4, name.printed());
    }
  }

  @Test
  void samplesComeBackAsTheyWereWritten() {
    Path file = folder.resolve("samples.jsonl");
    Map<String, Double> gold = new LinkedHashMap<>();
    gold.put("overall", 4.25);
    gold.put("accuracy", 5.0);
    List<SamplesLog.Sample> samples =
        List.of(new SamplesLog.Sample("What is a stack?", "Last in, first out.", gold));

    SamplesLog.write(file, samples);

    assertEquals(samples, SamplesLog.read(file));
  }
}

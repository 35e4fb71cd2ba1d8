package org.rlhflab.reward.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.stage.Progress;
import tools.jackson.databind.JsonNode;

/// The numbers in `data/README.md` are those of the files.
class DataCardTest {
  private static final Path DATA = Path.of("..", "data");

  /// What of a profile has a column of its own, or is for readers only.
  private static final Set<String> OWN_COLUMNS =
      Set.of("id", "kind", "count", "description", "seconds", "rationale");

  private static String card = "";

  @BeforeAll
  static void readCard() throws IOException {
    card = Files.readString(DATA.resolve("README.md"));
  }

  private static void assertSays(String text) {
    assertTrue(card.contains(text), "data/README.md should say: " + text);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Test
  void everyDerivedFileIsListedWithWhatItHoldsAndItsSize() throws IOException {
    Map<String, String> units =
        Map.of(
            "corpus", "documents",
            "prompts", "prompts",
            "demonstrations", "demonstrations",
            "labels", "labels");
    for (Map.Entry<String, String> unit : units.entrySet()) {
      try (Stream<Path> files = Files.list(DATA.resolve(unit.getKey()))) {
        for (Path file : files.toList()) {
          String text = Files.readString(file);
          boolean raw = unit.getKey().equals("corpus");
          long count = raw ? text.split("\n\n").length : text.lines().count();
          long kilobytes = Math.round(text.getBytes(StandardCharsets.UTF_8).length / 1000.0);
          String name = unit.getKey() + "/" + file.getFileName();
          String what = name.equals(RatingFiles.RATINGS) ? "ratings" : unit.getValue();
          assertSays(format("| `%s` | %,d %s | %,d KB |", name, count, what, kilobytes));
        }
      }
    }
  }

  @Test
  void theSizeOfTheCorpusIsRight() throws IOException {
    double bytes = 0;
    long words = 0;
    try (Stream<Path> files = Files.list(DATA.resolve("corpus"))) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
        words += Files.readString(file).strip().split("\\s+").length;
      }
    }
    String size = format("%.1f MB with %,d words", bytes / 1e6, Math.round(words / 1e3) * 1000);
    assertSays(size);
  }

  @Test
  void theQuotasOfTheEvaluationSetAreRight() {
    DataValidation found = DataValidation.of(DATA, DataGeneration.SHIPPED_SEED, Progress.NONE);
    assertSays(
        format(
            "Of its %d prompts %d are on uncertain matters, %d ask for something unsafe, %d carry"
                + " an instruction and %d are on topics never demonstrated",
            found.evaluationPrompts(),
            found.uncertain(),
            found.unsafe(),
            found.instructed(),
            found.neverDemonstrated()));
    assertSays(DataGeneration.SHIPPED_SEED + " for the shipped files");
  }

  @Test
  void everyAnnotatorIsListedWithAllThatMakesThemDiffer() throws IOException {
    int profiles = 0;
    try (Stream<Path> files = Files.list(DATA.resolve("annotators"))) {
      for (Path file : files.toList()) {
        JsonNode root = Json.MAPPER.readTree(Files.readString(file));
        for (JsonNode profile : root.isArray() ? root : Json.MAPPER.createArrayNode().add(root)) {
          assertProfileIsListed(file.getFileName().toString(), profile);
          profiles++;
        }
      }
    }
    assertEquals(card.lines().filter(line -> line.contains(".json` | `")).count(), profiles);
  }

  private static void assertProfileIsListed(String file, JsonNode profile) {
    String start =
        format(
            "| `%s` | `%s` | %s | %s | %s |",
            file,
            profile.get("id").stringValue(),
            profile.get("count"),
            profile.get("seconds"),
            profile.get("rationale").stringValue());
    assertSays(start);
    String row = card.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    for (Map.Entry<String, JsonNode> field : profile.properties()) {
      boolean usual = field.getKey().equals("sensitivity") && field.getValue().intValue() == 10;
      if (!usual && !OWN_COLUMNS.contains(field.getKey())) {
        assertTrue(row.contains("`" + field.getKey() + "` "), field.getKey() + " in " + row);
        for (String value : values(field.getValue())) {
          assertTrue(row.contains(" " + value), field.getKey() + " " + value + " in " + row);
        }
      }
    }
  }

  private static List<String> values(JsonNode value) {
    return value.isObject()
        ? value.properties().stream().map(it -> it.getKey() + " " + it.getValue()).toList()
        : List.of(value.isString() ? value.stringValue() : value.toString());
  }

  @Test
  void whatTheLabelsPreferIsRight() {
    for (String profile : LabelFiles.PROFILES) {
      assertSays(
          format(
              "| `labels/%s.jsonl` | %.0f%% | %.0f%% | %.0f%% |",
              profile,
              100 * LabelFilesTest.preferringGold(profile),
              100 * LabelFilesTest.preferringWords(profile),
              100 * LabelFilesTest.preferringConfidence(profile)));
    }
  }

  @Test
  void howRatersUseTheScaleIsRight() {
    for (String person : List.of("fair", "lenient", "strict", "narrow", "hasty")) {
      assertSays(
          format(
              "| `rater-%s` | %.1f | %.1f |",
              person,
              RatingFilesTest.mean("rater-" + person),
              RatingFilesTest.deviation("rater-" + person)));
    }
  }
}

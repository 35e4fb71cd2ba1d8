package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;

class AnnotatorFileTest {
  private static final Path SHIPPED = Path.of("..", "data", "annotators");

  @TempDir Path folder;

  private String refusal(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), json);
    return assertThrows(BadInput.class, () -> AnnotatorFile.read(file), json).toString();
  }

  @Test
  void whatAProfileLeavesOutIsTheDesignsDefault() {
    AnnotatorProfile profile = Samples.profile("{\"id\":\"x\"}");
    assertEquals(10, profile.sensitivity());
    assertEquals(1, profile.scaleUse());
    assertEquals(1, profile.count());
    assertEquals(LapseTo.COIN, profile.lapseTo());
    assertEquals(RationaleStyle.NONE, profile.rationale());
    assertEquals(0, profile.verbosityBias() + profile.lapseRate() + profile.taste());
  }

  @Test
  void unknownFieldsAreKept() {
    AnnotatorProfile profile = Samples.profile("{\"id\":\"x\",\"description\":\"why\"}");
    assertEquals("why", profile.extra().get("description"));
    String others = "\"line\":3,\"link\":\"x\",\"date\":\"y\",\"unit\":1,\"state\":2";
    assertEquals(5, Samples.profile("{\"id\":\"x\"," + others + "}").extra().size());
  }

  @Test
  void badProfilesAreRefusedByTheFieldsName() throws IOException {
    assertTrue(refusal("{\"id\":\"x\",\"lapse_rate\":1.5}").contains("lapse_rate must be 0 to 1"));
    assertTrue(refusal("{\"id\":\"x\",\"lapse_to\":\"sleep\"}").contains("lapse_to"));
    assertTrue(refusal("{\"id\":\"x\",\"taste\":\"much\"}").contains("taste"));
    assertTrue(refusal("{\"id\":\"x\",\"rubric_weights\":{\"charm\":1}}").contains("charm"));
    assertTrue(refusal("{\"kind\":\"x\"}").contains("\"id\""));
    assertTrue(refusal("{\"id\":\"x\",\"verbosity_bais\":1}").contains("\"verbosity_bias\"?"));
    assertTrue(refusal("{\"id\":\"x\",\"verbosity_bias\":1e9}").contains("-1000 to 1000"));
    assertTrue(refusal("[{\"id\":\"x\"},{\"id\":\"x\"}]").contains("two people are called \"x\""));
    assertTrue(refusal("[{\"id\":\"x\",\"count\":2},{\"id\":\"x-1\"}]").contains("called \"x-1\""));
    assertTrue(refusal("[]").contains("at least one"));
    assertTrue(refusal("{").contains("not JSON"));
    assertTrue(refusal("").contains("JSON"));
  }

  @Test
  void aProfileOfThreeIsThreePeople() {
    List<AnnotatorProfile> people =
        AnnotatorFile.people(AnnotatorFile.parse("[{\"id\":\"c\",\"count\":3},{\"id\":\"d\"}]"));
    assertEquals(
        List.of("c-1", "c-2", "c-3", "d"), people.stream().map(AnnotatorProfile::id).toList());
    assertEquals("c", people.get(2).kind());
  }

  @Test
  void theTableOfShippedProfilesHasThemAll() throws IOException {
    String table =
        Files.readString(
            Path.of("src/main/java/org/rlhflab/reward/annotator/AnnotatorProfile.java"));
    try (Stream<Path> listed = Files.list(SHIPPED)) {
      listed
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .forEach(
              name -> assertTrue(table.matches("(?s).*/// \\| [a-z, -]*" + name + "[ ,].*"), name));
    }
  }

  @Test
  void everyShippedProfileReadsAndSaysWhatItIsFor() throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(SHIPPED)) {
      files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertTrue(files.size() >= 12, "only " + files);
    for (Path file : files) {
      for (AnnotatorProfile profile : AnnotatorFile.read(file)) {
        assertTrue(profile.extra().keySet().equals(Set.of("description")), file + ": " + profile);
      }
    }
  }

  @Test
  void verboseBiasedPeopleDifferFromCarefulOnesInTheirBiasAlone() {
    AnnotatorProfile careful = AnnotatorFile.read(SHIPPED.resolve("careful.json")).getFirst();
    AnnotatorProfile verbose =
        AnnotatorFile.read(SHIPPED.resolve("verbose-biased.json")).getFirst();
    assertEquals(2, verbose.verbosityBias());
    assertEquals(careful.sensitivity(), verbose.sensitivity());
    assertEquals(careful.count(), verbose.count());
    assertEquals(careful.lapseRate(), verbose.lapseRate());
  }
}

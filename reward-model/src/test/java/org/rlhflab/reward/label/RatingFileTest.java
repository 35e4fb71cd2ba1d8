package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;

class RatingFileTest {
  private static final String GOOD =
      "{\"prompt\":\"Q?\",\"response\":\"yes\",\"ratings\":{\"accuracy\":4}}";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("ratings.jsonl"), String.join("\n", lines) + "\n");
  }

  private String refusal(String... lines) throws IOException {
    Path file = file(lines);
    BadInput problem = assertThrows(BadInput.class, () -> RatingFile.read(file));
    return problem.getMessage().replace(folder + "/", "");
  }

  @Test
  void everyFieldIsReadAndWrittenBackAsItWas() throws IOException {
    String line =
        """
        {"id":"r-1","prompt":"Q?","response":"yes","annotator":"ann",\
        "ratings":{"accuracy":5,"completeness":1,"instruction_adherence":2,"tone":3,"safety":4,\
        "concision":5,"calibration":1},"source":"grammar","mood":"fine"}\
        """;
    List<Rating> read = RatingFile.read(file(line));
    Rating rating = read.getFirst();
    assertEquals("ann", rating.annotator());
    assertEquals(7, rating.ratings().size());
    assertEquals(2, rating.ratings().get(Dimension.INSTRUCTION_ADHERENCE));
    assertEquals(Map.of("mood", "fine"), rating.extra());
    Path copy = folder.resolve("copy.jsonl");
    RatingFile.write(copy, read);
    assertEquals(line + "\n", Files.readString(copy));
    assertEquals(line + "\n", RatingFile.text(read));
  }

  @Test
  void oneDimensionIsEnough() throws IOException {
    assertEquals(Map.of(Dimension.ACCURACY, 4), RatingFile.read(file(GOOD)).getFirst().ratings());
  }

  @Test
  void helpSteersLinesAreReadAsTheyAreAndAsTheyAreConverted() throws IOException {
    String theirs =
        """
        {"prompt":"c#","response":"A language.","helpfulness":3,"correctness":4,\
        "coherence":3.5,"complexity":0,"verbosity":1}\
        """;
    Rating read = RatingFile.read(file(theirs)).getFirst();
    assertEquals(4.0, read.overall(Map.of()));
    assertEquals(4.5, read.others().get("coherence"));
    Path ours = folder.resolve("ours.jsonl");
    RatingFile.write(ours, List.of(read));
    assertTrue(Files.readString(ours).contains("\"coherence\":4.5,\"complexity\":1,"));
    assertEquals(read, RatingFile.read(ours).getFirst());
    assertTrue(
        refusal(GOOD.replace("accuracy\":4", "verbosity\":9"))
            .contains("the rating of verbosity must be 1 to 5, got 9"));
  }

  @Test
  void aMissingFieldIsNamedWithFileAndLine() throws IOException {
    assertEquals(
        "ratings.jsonl:2: \"response\" is missing; every rating needs prompt, response, ratings"
            + " (see data/README.md)",
        refusal(GOOD, "{\"prompt\":\"Q?\",\"ratings\":{\"tone\":1}}"));
    assertTrue(
        refusal("{\"response\":\"y\",\"ratings\":{\"tone\":1}}").contains("\"prompt\" is missing"));
    assertTrue(
        refusal("{\"prompt\":\"Q?\",\"response\":\"y\"}").contains("\"ratings\" is missing"));
  }

  @Test
  void everyOtherBadLineIsOneSentenceToo() throws IOException {
    assertTrue(refusal(GOOD.replace("yes", " ")).contains("\"response\" is empty"));
    assertTrue(
        refusal(GOOD.replace("4}", "6}")).contains("accuracy must be 1, 2, 3, 4 or 5, got 6"));
    assertTrue(refusal(GOOD.replace("4}", "0}")).contains("got 0"));
    assertTrue(refusal(GOOD.replace("4}", "4.5}")).contains("got 4.5"));
    assertTrue(refusal(GOOD.replace("4}", "\"4\"}")).contains("got \"4\""));
    assertTrue(refusal(GOOD.replace("4}", "1e999}")).contains("ratings.jsonl:1: "));
    assertTrue(refusal(GOOD.replace("accuracy", "acuracy")).contains("which is no dimension"));
    assertTrue(refusal(GOOD.replace("{\"accuracy\":4}", "{}")).contains("must be an object"));
    assertTrue(refusal(GOOD.replace("{\"accuracy\":4}", "[4]")).contains("must be an object"));
    assertTrue(refusal("{\"prompt\"").contains("ratings.jsonl:1: is not JSON"));
    assertTrue(refusal("").contains("is empty"));
    String twice = GOOD.replace("{\"prompt\"", "{\"id\":\"x\",\"prompt\"");
    assertTrue(refusal(twice, twice).contains("ratings.jsonl:2: the id \"x\" is there twice"));
  }

  @Test
  void aResponseOf64KilobytesIsReadAndOneByteMoreIsNot() throws IOException {
    String most = "é".repeat(32 * 1024);
    assertEquals(1, RatingFile.read(file(GOOD.replace("yes", most))).size());
    assertTrue(refusal(GOOD.replace("yes", most + "!")).contains("\"response\" has 65,537 bytes"));
  }

  @Test
  void whatIsNotUtf8AFileOrThereIsRefused() throws IOException {
    Path latin = folder.resolve("latin.jsonl");
    Files.write(latin, GOOD.replace("yes", "né").getBytes(StandardCharsets.ISO_8859_1));
    BadInput problem = assertThrows(BadInput.class, () -> RatingFile.read(latin));
    assertTrue(problem.getMessage().contains("latin.jsonl:1: is not UTF-8"), problem.getMessage());
    assertThrows(BadInput.class, () -> RatingFile.read(folder));
    assertThrows(BadInput.class, () -> RatingFile.read(folder.resolve("none.jsonl")));
  }

  @Test
  void aMarkOutsideTheScaleIsNoRating() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Rating("", "Q?", "yes", "", Map.of(Dimension.TONE, 6), Map.of(), "", Map.of()));
  }
}

package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.doubles;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.core.Gen;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;

class PreferenceFileTest {
  private static final String GOOD = "{\"prompt\":\"Q?\",\"chosen\":\"yes\",\"rejected\":\"no\"}";

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("labels.jsonl"), String.join("\n", lines) + "\n");
  }

  private List<Preference> read(String... lines) throws IOException {
    return PreferenceFile.read(file(lines));
  }

  // The sentence without the folder's name.
  private String refusal(String... lines) throws IOException {
    Path file = file(lines);
    BadInput problem = assertThrows(BadInput.class, () -> PreferenceFile.read(file));
    return String.valueOf(problem.getMessage()).replace(folder + "/", "");
  }

  @Test
  void aBareLabelHasTheDocumentedDefaults() throws IOException {
    assertEquals(List.of(Preference.of("Q?", "yes", "no")), read(GOOD));
    assertEquals("overall", read(GOOD).getFirst().criterion());
    assertEquals(1, read(GOOD).getFirst().weight());
  }

  @Test
  void everyFieldOfTheFormatIsRead() throws IOException {
    Preference expected =
        new Preference(
            "l-1",
            "Q?",
            "yes",
            "no",
            true,
            "ann",
            "tone",
            "because",
            Optional.of(Verdict.REJECTED),
            Optional.of(Verdict.CHOSEN),
            "l-0",
            "monday",
            OptionalInt.of(4),
            OptionalDouble.of(12.5),
            "grammar",
            OptionalInt.of(2),
            0.25,
            Map.of("mood", "fine"));
    String line =
        """
        {"id":"l-1","prompt":"Q?","chosen":"yes","rejected":"no","tie":true,"annotator":"ann",\
        "criterion":"tone","rationale":"because","first":"rejected","gold":"chosen",\
        "repeat_of":"l-0","session":"monday","position":4,"seconds":12.5,"source":"grammar",\
        "round":2,"weight":0.25,"mood":"fine"}\
        """;
    assertEquals(List.of(expected), read(line));
    Path copy = folder.resolve("copy.jsonl");
    PreferenceFile.write(copy, List.of(expected));
    assertEquals(line + "\n", Files.readString(copy));
    assertEquals(line + "\n", PreferenceFile.text(List.of(expected)));
  }

  @Test
  void unknownFieldsSurviveInTheirOrder() throws IOException {
    String line =
        "{\"prompt\":\"Q?\",\"chosen\":\"a\",\"rejected\":\"b\",\"z\":[1,{\"k\":true}],\"a\":\"x\"}";
    Path copy = folder.resolve("copy.jsonl");
    PreferenceFile.write(copy, read(line));
    assertEquals(line + "\n", Files.readString(copy));
  }

  @Test
  void aMissingFieldIsNamedWithFileAndLine() throws IOException {
    assertEquals(
        "labels.jsonl:2: \"chosen\" is missing; every preference needs prompt, chosen, rejected"
            + " (see data/README.md)",
        refusal(GOOD, "{\"prompt\":\"Q?\",\"rejected\":\"no\"}"));
    assertTrue(refusal("{\"prompt\":\"Q?\",\"chosen\":\"y\"}").contains("\"rejected\" is missing"));
    assertTrue(refusal("{\"chosen\":\"y\",\"rejected\":\"n\"}").contains("\"prompt\" is missing"));
    assertTrue(
        refusal("{\"prompt\":\"Q?\",\"chosen\":null,\"rejected\":\"n\"}")
            .contains("\"chosen\" is missing"));
  }

  @Test
  void everyOtherBadLineIsOneSentenceToo() throws IOException {
    String pair = "{\"prompt\":\"Q?\",\"chosen\":\"y\",\"rejected\":\"n\",";
    assertTrue(
        refusal("{\"prompt\":\"Q?\",\"chosen\":\" \",\"rejected\":\"n\"}")
            .contains("\"chosen\" is empty"));
    assertTrue(
        refusal("{\"prompt\":\"Q?\",\"chosen\":true,\"rejected\":\"n\"}")
            .contains("must be a text, got true"));
    assertTrue(refusal("{\"prompt\"").contains("labels.jsonl:1: is not JSON"));
    assertTrue(refusal("[1]").contains("labels.jsonl:1: is a JSON array"));
    assertTrue(refusal(pair + "\"tie\":\"yes\"}").contains("must be true or false"));
    assertTrue(refusal(pair + "\"first\":\"tie\"}").contains("must be chosen or rejected"));
    assertTrue(refusal(pair + "\"gold\":\"left\"}").contains("must be chosen, rejected or tie"));
    assertTrue(refusal(pair + "\"weight\":-1}").contains("\"weight\" must be at least 0"));
    assertTrue(refusal(pair + "\"position\":1.5}").contains("a whole number"));
    assertTrue(refusal(pair + "\"seconds\":\"long\"}").contains("must be a number"));
    assertTrue(
        refusal(pair + "\"id\":\"x\"}", pair + "\"id\":\"x\"}")
            .contains("labels.jsonl:2: the id \"x\" is there twice"));
  }

  @Test
  void aResponseOf64KilobytesIsReadAndOneByteMoreIsNot() throws IOException {
    String most = "é".repeat(32 * 1024);
    assertEquals(1, read(GOOD.replace("yes", most)).size());
    assertTrue(refusal(GOOD.replace("yes", most + "!")).contains("\"chosen\" has 65,537 bytes"));
  }

  @Test
  void aLineThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("latin.jsonl");
    Files.write(file, GOOD.replace("yes", "né").getBytes(StandardCharsets.ISO_8859_1));
    BadInput problem = assertThrows(BadInput.class, () -> PreferenceFile.read(file));
    assertTrue(problem.toString().contains("latin.jsonl:1: is not UTF-8"), problem.toString());
  }

  @Test
  void emptyMissingAndFolderAreRefused() throws IOException {
    assertTrue(refusal("").contains("is empty"));
    assertThrows(BadInput.class, () -> PreferenceFile.read(folder.resolve("none.jsonl")));
    assertThrows(BadInput.class, () -> PreferenceFile.read(folder));
  }

  @Test
  void gzipIsReadAsItIs() throws IOException {
    Path file = folder.resolve("labels.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((GOOD + "\n" + GOOD).getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(2, PreferenceFile.read(file).size());
  }

  @Test
  void aBadLineAmongGoodOnesIsReportedAndPassedOver() throws IOException {
    int[] good = {0};
    StringBuilder bad = new StringBuilder();
    PreferenceFile.forEach(
        file(GOOD, "{}", GOOD, "nonsense"),
        (line, preference) -> good[0]++,
        (line, problem, text) -> bad.append(line).append(' '),
        Progress.NONE);
    assertEquals(2, good[0]);
    assertEquals("2 4 ", bad.toString());
  }

  @Test
  void whatIsWrittenIsReadBackEqualAndTwiceTheSameBytes() throws IOException {
    Path one = folder.resolve("one.jsonl");
    Path two = folder.resolve("two.jsonl");
    qt().withExamples(40)
        .forAll(texts(), texts(), booleans().all(), doubles().between(0, 5))
        .checkAssert((chosen, rationale, tie, weight) -> {
          Preference label =
              new Preference(
                  "i",
                  "p?",
                  "c" + chosen,
                  "r" + rationale,
                  tie,
                  "",
                  "overall",
                  rationale,
                  Optional.empty(),
                  Optional.empty(),
                  "",
                  "",
                  OptionalInt.empty(),
                  OptionalDouble.of(weight),
                  "",
                  OptionalInt.empty(),
                  weight,
                  Map.of());
          PreferenceFile.write(one, List.of(label));
          PreferenceFile.write(two, PreferenceFile.read(one));
          assertEquals(List.of(label), PreferenceFile.read(two));
          assertArrayEquals(bytes(one), bytes(two));
        });
  }

  // Half a surrogate pair is no text in UTF-8: an emoji in its place.
  private static Gen<String> texts() {
    return strings()
        .basicMultilingualPlaneAlphabet()
        .ofLengthBetween(0, 20)
        .map(text -> text.replaceAll("[\\ud800-\\udfff]", "\ud83d\ude00"));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

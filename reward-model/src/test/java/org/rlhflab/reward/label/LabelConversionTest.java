package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.reward.label.format.LabelKind;
import org.rlhflab.reward.label.format.PublishedLines;

class LabelConversionTest {
  private static final String PAIR =
      "{\"id\":\"1\",\"prompt\":\"Q?\",\"chosen\":\"yes\",\"rejected\":\"no\",\"mood\":1}";
  private static final String TIE =
      "{\"id\":\"2\",\"prompt\":\"Q?\",\"chosen\":\"a\",\"rejected\":\"b\",\"tie\":true}";
  private static final String LATER =
      "{\"id\":\"3\",\"prompt\":\"R?\",\"chosen\":\"c\",\"rejected\":\"d\",\"mood\":2.5,"
          + "\"annotator\":\"ann\",\"messages\":[1]}";

  @TempDir Path folder;

  private LabelConversion.Result convert(LabelKind to, String out, String... lines)
      throws IOException {
    return convert(to, out, Optional.empty(), lines);
  }

  private LabelConversion.Result convert(
      LabelKind to, String out, Optional<Path> skipped, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("in.jsonl"), String.join("\n", lines) + "\n");
    return convert(file, Map.of(), to, out, skipped);
  }

  private LabelConversion.Result convert(
      Path file, Map<String, String> columns, LabelKind to, String out, Optional<Path> skipped) {
    return new LabelConversion(PreferenceFile.lines(file, Optional.empty(), columns), to, Map.of())
        .write(folder.resolve(out), skipped, Progress.NONE);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }

  @Test
  void whatTrlOpensHasTheSameColumnsOfTheSameTypeInEveryLine() throws IOException {
    convert(LabelKind.TRL, "out.jsonl", PAIR, LATER);
    assertEquals(
        List.of(
            "{\"id\":\"1\",\"prompt\":\"Q?\",\"chosen\":\"yes\",\"rejected\":\"no\",\"mood\":1.0,"
                + "\"annotator\":\"\"}",
            "{\"id\":\"3\",\"prompt\":\"R?\",\"chosen\":\"c\",\"rejected\":\"d\",\"mood\":2.5,"
                + "\"annotator\":\"ann\"}"),
        lines("out.jsonl"));
  }

  @Test
  void tiesGoToASideFileWhereTheFormWouldReadThemAsWins() throws IOException {
    LabelConversion.Result result = convert(LabelKind.HH, "out.jsonl", PAIR, TIE, LATER);
    assertEquals(2, result.written());
    assertEquals(1, result.ties());
    assertEquals(List.of(TIE), lines("out.jsonl.ties.jsonl"));
    assertEquals(0, convert(LabelKind.RLHF, "ours.jsonl", PAIR, TIE).ties());
    assertEquals(List.of(PAIR, TIE), lines("ours.jsonl"));
  }

  @Test
  void whatTheFormHasNoRoomForIsCounted() throws IOException {
    assertEquals(Map.of("messages", 1L), convert(LabelKind.TRL, "a", PAIR, LATER).lost());
    assertEquals(Map.of(), convert(LabelKind.RLHF, "b", PAIR, LATER).lost());
    assertEquals(Map.of("rejected", 1L), convert(LabelKind.PROMPT_COMPLETION, "c", PAIR).lost());
    String alike = "{\"prompt\":\"Q\",\"chosen\":\"the cat\",\"rejected\":\"the dog\"}";
    assertTrue(convert(LabelKind.TRL_IMPLICIT, "d", alike).lost().containsKey("prompt"));
  }

  @Test
  void everyPublishedFormBecomesOursAndItselfAgain() throws IOException {
    for (LabelKind kind : PublishedLines.LINES.keySet()) {
      if (kind.holds() == LabelKind.Holds.PAIRS) {
        String line = PublishedLines.text(kind);
        LabelConversion.Result there = convert(LabelKind.RLHF, "ours.jsonl", line);
        assertEquals(kind.key(), there.from());
        LabelConversion back =
            new LabelConversion(
                PreferenceFile.lines(folder.resolve("ours.jsonl"), Optional.empty(), Map.of()),
                kind,
                Map.of());
        back.write(folder.resolve("back.jsonl"), Optional.empty(), Progress.NONE);
        assertEquals(List.of(line), lines("back.jsonl"), kind.key());
      }
    }
  }

  @Test
  void ratingsBecomeRatingsAndNothingElse() throws IOException {
    String line = PublishedLines.text(LabelKind.HELPSTEER);
    convert(LabelKind.RATINGS, "ratings.jsonl", line);
    convert(
        folder.resolve("ratings.jsonl"), Map.of(), LabelKind.HELPSTEER, "back", Optional.empty());
    assertEquals(List.of(line), lines("back"));
    BadInput problem = assertThrows(BadInput.class, () -> convert(LabelKind.TRL, "no.jsonl", line));
    assertTrue(problem.getMessage().contains("helpsteer and cannot become trl"));
    assertFalse(Files.exists(folder.resolve("no.jsonl")));
  }

  @Test
  void aTableIsReadByItsColumnsAndWrittenAsOne() throws IOException {
    Path table = folder.resolve("t.csv");
    Files.writeString(
        table,
        "\uFEFFquestion,better,rejected,tie,who\r\n"
            + "\"Q, \"\"x\"\"?\",\"two\nlines\",no,,ann\r\nR?,a,b,true,\r\n");
    Map<String, String> columns =
        Map.of("prompt", "question", "chosen", "better", "annotator", "who");
    convert(table, columns, LabelKind.RLHF, "ours.jsonl", Optional.empty());
    assertEquals(
        List.of(
            "{\"prompt\":\"Q, \\\"x\\\"?\",\"chosen\":\"two\\nlines\",\"rejected\":\"no\","
                + "\"annotator\":\"ann\"}",
            "{\"prompt\":\"R?\",\"chosen\":\"a\",\"rejected\":\"b\",\"tie\":true}"),
        lines("ours.jsonl"));
    convert(folder.resolve("ours.jsonl"), Map.of(), LabelKind.CSV, "again.csv", Optional.empty());
    convert(folder.resolve("again.csv"), Map.of(), LabelKind.RLHF, "same.jsonl", Optional.empty());
    assertEquals(lines("ours.jsonl"), lines("same.jsonl"));
  }

  @Test
  void aTablesBadRowsAreNamedByTheirLines() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "prompt,chosen,rejected\nQ,a\n");
    BadInput problem = assertThrows(BadInput.class, () -> PreferenceFile.read(table));
    assertTrue(problem.getMessage().contains("t.csv:2: has 2 cells, the header 3"));
    Files.writeString(table, "prompt,chosen\nQ,a\n");
    problem = assertThrows(BadInput.class, () -> PreferenceFile.read(table));
    assertTrue(problem.getMessage().contains("t.csv:1: the header has no rejected, but prompt"));
    Files.writeString(table, "prompt,chosen,rejected\nQ,a,\n");
    problem = assertThrows(BadInput.class, () -> PreferenceFile.read(table));
    assertTrue(problem.getMessage().contains("t.csv:2: \"rejected\" is missing"));
    assertThrows(
        BadInput.class,
        () -> convert(table, Map.of("prompt", "none"), LabelKind.TRL, "o", Optional.empty()));
  }

  @Test
  void badLinesEndItOrGoToASideFile() throws IOException {
    assertThrows(BadInput.class, () -> convert(LabelKind.TRL, "out.jsonl", PAIR, "{}"));
    assertFalse(Files.exists(folder.resolve("out.jsonl")));
    Path side = folder.resolve("bad.jsonl");
    assertEquals(1, convert(LabelKind.TRL, "out.jsonl", Optional.of(side), PAIR, "{}").skipped());
    assertEquals(1, lines("out.jsonl").size());
    assertTrue(lines("bad.jsonl").getFirst().startsWith("{\"line\":2,\"reason\":\""));
    assertTrue(lines("bad.jsonl").getFirst().endsWith("\"text\":\"{}\"}"));
  }

  @Test
  void aNameThatEndsInGzIsPacked() throws IOException {
    convert(LabelKind.RLHF, "out.jsonl.gz", PAIR);
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(folder.resolve("out.jsonl.gz")))) {
      assertEquals(
          PAIR + "\n", new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
    assertEquals(1, PreferenceFile.read(folder.resolve("out.jsonl.gz")).size());
  }

  @Test
  void aFileOfTwoFormsIsRefusedAtTheSecond() throws IOException {
    String hh = PublishedLines.text(LabelKind.HH);
    BadInput problem = assertThrows(BadInput.class, () -> convert(LabelKind.TRL, "o", PAIR, hh));
    assertTrue(
        problem
            .getMessage()
            .endsWith(
                ":2: is in the form hh, but line 1 is in the form trl; a file holds one form"),
        problem.getMessage());
  }
}

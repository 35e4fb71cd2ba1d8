package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.WithQuickTheories;

class JsonLinesTest implements WithQuickTheories {
  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("labels.jsonl"), bytes);
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(Path file) {
    List<String> lines = new ArrayList<>();
    JsonLines.forEach(file, (line, object) -> lines.add(line + " " + object));
    return lines;
  }

  private static String refusal(Path file) {
    return assertThrows(BadInput.class, () -> read(file)).getMessage();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void byteOrderMarkCarriageReturnsAndBlankLinesDoNotMatter() throws IOException {
    Path file = file("\uFEFF{\"a\":1}\r\n\r\n{\"a\":\"ü\"}");

    assertEquals(List.of("1 {\"a\":1}", "3 {\"a\":\"ü\"}"), read(file));
  }

  @Test
  void gzipIsToldByContentNotByName() throws IOException {
    assertEquals(List.of("1 {\"a\":1}"), read(file(gzip("{\"a\":1}\n"))));
  }

  @Test
  void aGzipFileThatIsCutShortIsRefused() throws IOException {
    byte[] whole = gzip("{\"a\":1}\n".repeat(1000));

    String message = refusal(file(Arrays.copyOf(whole, whole.length - 12)));

    assertTrue(message.contains(".gz file is damaged"), message);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void membersOfAGzipFileFollowEachOther() throws IOException {
    for (int lines : new int[] {1, 100, 50_000}) {
      byte[] member = gzip("{\"a\":1}\n".repeat(lines));
      assertEquals(3 * lines, read(file(joined(member, joined(member, member)))).size());
    }
  }

  @Test
  void whatFollowsAGzipFileAndIsNoMemberIsRefusedAndNotForgotten() throws IOException {
    byte[] whole = gzip("{\"a\":1}\n".repeat(1000));
    byte[] next = whole.clone();
    next[0] = 0; // a second member whose beginning is damaged
    for (byte[] rest : List.of(new byte[] {'x'}, Arrays.copyOf(whole, 5), next)) {
      String message = refusal(file(joined(whole, rest)));

      assertTrue(message.contains(".gz file is damaged"), rest.length + " more: " + message);
    }
  }

  @Test
  void whatComesBeforeTheDamageOfAGzipFileIsReadWhereBadLinesAreCounted() throws IOException {
    byte[] whole = gzip("{\"a\":1}\n".repeat(100_000));
    List<Long> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();

    JsonLines.forEach(
        file(Arrays.copyOf(whole, whole.length / 2)),
        (line, _, _) -> good.add(line),
        (line, problem, _) -> bad.add(line + " " + problem.getMessage()),
        Progress.NONE);

    assertTrue(good.size() > 10_000, "only " + good.size());
    assertEquals(1, bad.size());
    assertTrue(bad.getFirst().startsWith(good.size() + 1 + " "), bad.toString());
  }

  @Test
  void halfASurrogatePairIsRefusedAndAWholeOneIsNot() throws IOException {
    assertTrue(refusal(file("{}\n{\"a\":[\"\\ud83d\"]}\n")).contains(":2: holds half a surrogate"));
    assertTrue(refusal(file("{\"\\uDE00\":1}\n")).contains("surrogate"));
    assertEquals(1, read(file("{\"a\":\"\\ud83d\\ude00\"}\n")).size());
  }

  @Test
  void nulBytesAndDeepNestingAreRefusedInOneSentence() throws IOException {
    assertTrue(refusal(file("{\"a\":\"\0\"}\n")).contains(":1: is not JSON"));
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}\n";
    assertTrue(refusal(file(deep)).contains(":1: is not JSON"));
  }

  @Test
  void aLineOfAHundredMegabytesIsPassedOverWithItsBeginningKept() throws IOException {
    Path file = folder.resolve("long.jsonl.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
      out.write("\n{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> seen = new ArrayList<>();

    JsonLines.forEach(
        file,
        (line, _, _) -> seen.add("good " + line),
        (line, _, text) -> seen.add("bad " + line + " " + text.length()),
        Progress.NONE);

    assertEquals(List.of("bad 1 " + TextLines.EXCERPT_BYTES, "good 2"), seen);
  }

  @Test
  void aLineThatIsNotJsonIsNamedByFileAndLine() throws IOException {
    Path file = file("{\"a\":1}\n{\"a\":\n");

    String message = refusal(file);

    assertTrue(message.startsWith(file + ":2: is not JSON"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void whatIsNotAnObjectIsNamedByItsKind() throws IOException {
    assertTrue(refusal(file("[1]\n")).contains(":1: is a JSON array"));
    assertTrue(refusal(file("\"text\"\n")).contains(":1: is a JSON string"));
    assertTrue(refusal(file("{} {}\n")).contains(":1: is not JSON"));
    assertTrue(refusal(file("{\"a\":1,\"a\":2}\n")).contains(":1: is not JSON"));
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirLine() throws IOException {
    byte[] latin1 = "{\"a\":1}\n{\"a\":\"\u00fc\"}\n".getBytes(StandardCharsets.ISO_8859_1);

    assertTrue(refusal(file(latin1)).contains(":2: is not UTF-8"));
  }

  @Test
  void aLineOfAMillionBytesIsReadAndOneByteMoreIsRefused() throws IOException {
    String start = "{\"a\":\"";
    String most = start + "x".repeat(TextLines.MAX_LINE_BYTES - start.length() - 2) + "\"}";

    assertEquals(1, read(file(most + "\r\n")).size());
    assertTrue(refusal(file("{}\n " + most + "\n")).contains(":2: is longer than 1,000,000"));
  }

  @Test
  void emptyMissingAndFolderAreRefusedEachInItsOwnWords() throws IOException {
    assertTrue(refusal(file("")).contains("is empty"));
    assertTrue(refusal(file("\n \n")).contains("is empty"));
    assertTrue(refusal(folder.resolve("none")).endsWith("none: no such file; check the path"));
    assertTrue(refusal(folder).contains("is a folder"));
  }

  @Test
  void readingGoesOnAfterBadLinesWhereTheyAreCounted() throws IOException {
    Path file = file("{\"a\":1}\nnonsense\n{\"a\":2}\n" + "x".repeat(1_200_000) + "\n{\"a\":3}\n");
    List<Long> good = new ArrayList<>();
    List<Long> bad = new ArrayList<>();

    JsonLines.forEach(
        file, (line, _, _) -> good.add(line), (line, _, _) -> bad.add(line), Progress.NONE);

    assertEquals(List.of(1L, 3L, 5L), good);
    assertEquals(List.of(2L, 4L), bad);
  }

  @Test
  void linesOfEveryLengthAreFoundWhereverAChunkEnds() {
    qt().withExamples(60)
        .forAll(lists().of(integers().between(0, 9_000)).ofSizeBetween(1, 40))
        .checkAssert(lengths -> {
          List<String> lines =
              lengths.stream().map(length -> "{\"a\":\"" + "x".repeat(length) + "\"}").toList();
          Path file = folder.resolve("lengths.jsonl");
          write(file, String.join("\n", lines));
          List<String> back = new ArrayList<>();
          TextLines.forEach(file, (_, text) -> back.add(text));
          assertEquals(lines, back);
        });
  }

  @Test
  void anyTextSurvivesWritingAndReading() {
    qt().forAll(strings().allPossible().ofLengthBetween(0, 40))
        .assuming(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
        .checkAssert(text -> {
          Path file = folder.resolve("any.jsonl");
          JsonLines.write(file, sink -> sink.write(Map.of("text", text)));
          List<String> back = new ArrayList<>();
          JsonLines.forEach(file, (_, object) -> back.add(object.get("text").stringValue()));
          assertEquals(List.of(text), back);
        });
  }

  @Test
  void aDoubleThatIsNoNumberIsWrittenAsNull() {
    record Loss(double finalLoss, Double best) {}

    assertEquals("{\"final_loss\":null,\"best\":0.5}\n", JsonLines.line(new Loss(Double.NaN, 0.5)));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

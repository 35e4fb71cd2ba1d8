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

    assertTrue(message.contains("damaged .gz"), message);
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

    JsonLines.forEach(file, (line, _) -> good.add(line), (line, _) -> bad.add(line));

    assertEquals(List.of(1L, 3L, 5L), good);
    assertEquals(List.of(2L, 4L), bad);
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
}

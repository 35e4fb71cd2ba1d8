package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.text.CorpusReader.Document;

class CorpusReaderTest {
  @TempDir Path folder;

  @Test
  void blankLinesSeparateDocumentsAndFilesComeInTheOrderOfNames() throws IOException {
    Files.writeString(folder.resolve("b.txt"), "three\n");
    Files.writeString(folder.resolve("a.txt"), "one\nstill one\n\n \t\n\ntwo\n\n");
    Files.writeString(folder.resolve("notes.md"), "not read");
    assertEquals(
        List.of(
            new Document("a", "one\nstill one"),
            new Document("a", "two"),
            new Document("b", "three")),
        CorpusReader.read(folder));
  }

  @Test
  void indentationStaysAndLineEndsBecomeLineFeeds() throws IOException {
    Files.writeString(folder.resolve("code.txt"), "\uFEFF\r\n  if x:\r\n    y\r\n\r\n\tz \r\n");
    assertEquals(
        List.of(new Document("code", "  if x:\n    y"), new Document("code", "\tz ")),
        CorpusReader.read(folder));
  }

  @Test
  void anyTextIsAccepted() throws IOException {
    String odd = "<|endoftext|> \u0000\u0007 \uD83D\uDE00 日本語";
    Files.writeString(folder.resolve("odd.txt"), odd);
    assertEquals(List.of(new Document("odd", odd)), CorpusReader.read(folder));
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedWithTheOffsetOfTheByte() throws IOException {
    Path file = folder.resolve("latin.txt");
    Files.write(file, new byte[] {'c', 'a', 'f', (byte) 0xE9, ' ', 'x'});
    String message = refused(folder);
    assertTrue(message.startsWith(file + ": the byte at offset 3 is not UTF-8;"), message);
  }

  @Test
  void aCharacterCutShortAtTheEndIsRefused() throws IOException {
    Files.write(folder.resolve("cut.txt"), new byte[] {'a', (byte) 0xE2, (byte) 0x82});
    assertTrue(refused(folder).contains("offset 1 is not UTF-8"));
  }

  @Test
  void aFolderWithoutTextIsRefused() throws IOException {
    assertTrue(refused(folder).contains("holds no .txt file"));
    Files.writeString(folder.resolve("empty.txt"), "\n \n\n");
    assertTrue(refused(folder).contains("holds no text"));
    assertTrue(refused(folder.resolve("nowhere")).contains("no such file"));
    assertTrue(refused(folder.resolve("empty.txt")).contains("empty.txt"));
  }

  private static String refused(Path path) {
    return String.valueOf(assertThrows(BadInput.class, () -> CorpusReader.read(path)).getMessage());
  }
}

package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

class TokenizerTest {
  static final List<String> DOCUMENTS =
      List.of(
          "A stack is last in, first out. A queue is first in, first out.",
          "Q: What is a stack?\nA: A stack is last in, first out.",
          "The sun is a star. The moon is not a star.\n\nThe sun is bright.");
  private static final Tokenizer TOKENIZER = Tokenizer.train(DOCUMENTS, 300);

  @TempDir Path folder;

  @Test
  void anyByteSequenceSurvivesEncodingAndDecoding() {
    qt().forAll(lists().of(integers().between(0, 255)).ofSizeBetween(0, 60))
        .check(values -> {
          byte[] bytes = new byte[values.size()];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) values.get(i);
          }
          return Arrays.equals(bytes, TOKENIZER.decodeBytes(TOKENIZER.encode(bytes)));
        });
  }

  @Test
  void anyStringSurvivesEncodingAndDecoding() {
    qt().forAll(strings().allPossible().ofLengthBetween(0, 60))
        .check(text -> TOKENIZER.decode(TOKENIZER.encode(text)).equals(text));
  }

  @Test
  void emojiAndLoneSurrogatesSurvive() {
    String text =
        "family \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67, alone \uD83D and \uDE00";
    assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)));
  }

  @Test
  void specialsComeFirstAndDecodeToNothing() {
    assertEquals(0, TOKENIZER.endOfText());
    assertEquals(1, TOKENIZER.padding());
    int[] hello = TOKENIZER.encode("star");
    int[] framed = new int[hello.length + 2];
    System.arraycopy(hello, 0, framed, 1, hello.length);
    framed[framed.length - 1] = TOKENIZER.padding();
    assertEquals("star", TOKENIZER.decode(framed));
  }

  @Test
  void textThatSpellsASpecialTokenIsOrdinaryText() {
    int[] tokens = TOKENIZER.encode("<|endoftext|><|pad|>");
    assertTrue(Arrays.stream(tokens).allMatch(token -> token > TOKENIZER.padding()));
    assertEquals("<|endoftext|><|pad|>", TOKENIZER.decode(tokens));
  }

  @Test
  void aWordSeenOftenIsOneToken() {
    assertEquals(1, TOKENIZER.encode(" first").length);
    assertEquals("Ġfirst", TOKENIZER.piece(TOKENIZER.encode(" first")[0]));
  }

  @Test
  void theSmallestVocabularyIsBytesAndSpecials() {
    Tokenizer bytes = Tokenizer.train(DOCUMENTS, 258);
    assertEquals(258, bytes.vocabulary());
    assertEquals(5, bytes.encode("stack").length);
    assertThrows(IllegalArgumentException.class, () -> Tokenizer.train(DOCUMENTS, 257));
  }

  @Test
  void aTokenOutsideTheVocabularyIsRefused() {
    int[] tokens = {TOKENIZER.vocabulary()};
    assertThrows(IllegalArgumentException.class, () -> TOKENIZER.decode(tokens));
  }

  @Test
  void aTokenizerComesBackFromItsFile() {
    Path file = folder.resolve("tokenizer.json");
    TOKENIZER.write(file);
    Tokenizer read = Tokenizer.read(file);
    assertEquals(TOKENIZER.fingerprint(), read.fingerprint());
    String text = "The moon is a stack of stars.\n";
    assertArrayEquals(TOKENIZER.encode(text), read.encode(text));
  }

  @Test
  void aPrunedTokenizerComesBackFromItsFile() {
    Path file = folder.resolve("tokenizer.json");
    Tokenizer pruned = TOKENIZER.pruned(DOCUMENTS);
    assertTrue(pruned.vocabulary() < TOKENIZER.vocabulary());
    pruned.write(file);
    Tokenizer read = Tokenizer.read(file);
    assertEquals(pruned.fingerprint(), read.fingerprint());
    String text = "The moon is a stack of stars.\n";
    assertArrayEquals(pruned.encode(text), read.encode(text));
    assertEquals(text, read.decode(read.encode(text)));
  }

  @Test
  void wordsToLookUpThatAreNoneAreRefused() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TOKENIZER.write(file);
    String plain = Files.readString(file);
    assertRefused(
        file,
        plain.replace("\"ignore_merges\" : false", "\"ignore_merges\" : true"),
        "ignore_merges");
    TOKENIZER.pruned(DOCUMENTS).write(file);
    String words = Files.readString(file);
    assertRefused(
        file,
        words.replace("\"ignore_merges\" : true", "\"ignore_merges\" : false"),
        "/model/vocab");
  }

  @Test
  void theFingerprintTellsTokenizersApart() {
    assertNotEquals(TOKENIZER.fingerprint(), Tokenizer.train(DOCUMENTS, 270).fingerprint());
    assertEquals(TOKENIZER.fingerprint(), Tokenizer.train(DOCUMENTS, 300).fingerprint());
  }

  @Test
  void theFileIsHuggingFacesByteLevelBpe() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TOKENIZER.write(file);
    JsonNode json = Json.MAPPER.readTree(Files.readString(file));
    assertEquals("BPE", json.at("/model/type").asString());
    assertEquals("ByteLevel", json.at("/pre_tokenizer/type").asString());
    assertEquals("ByteLevel", json.at("/decoder/type").asString());
    assertEquals("<|endoftext|>", json.at("/added_tokens/0/content").asString());
    assertEquals(TOKENIZER.vocabulary(), json.at("/model/vocab").size());
    assertEquals(1, json.at("/model/vocab").path("<|pad|>").asInt());
    assertEquals(2, json.at("/model/vocab").path("!").asInt());
    assertEquals(222, json.at("/model/vocab").path("Ġ").asInt());
  }

  @Test
  void mergesWrittenAsPairsAreReadToo() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TOKENIZER.write(file);
    String pairs =
        Files.readString(file)
            .replaceAll("\"(\\S+) (\\S+)\"(,?)(?=\\s+[\"\\]])", "[\"$1\",\"$2\"]$3");
    assertTrue(pairs.contains("[\"s\",\"t\"]"), pairs);
    Files.writeString(file, pairs);
    assertEquals(TOKENIZER.fingerprint(), Tokenizer.read(file).fingerprint());
  }

  @Test
  void aFileThatIsNoSuchTokenizerIsRefusedInOneSentence() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TOKENIZER.write(file);
    String good = Files.readString(file);
    assertRefused(file, "not json", "is not JSON");
    assertRefused(file, "", "/model/type");
    assertRefused(file, "[]", "/model/type");
    assertRefused(file, good.replace("\"BPE\"", "\"WordPiece\""), "WordPiece");
    assertRefused(file, good.replace("\"Ġ\" : 222", "\"Ġ\" : 5"), "/model/vocab");
    assertRefused(file, good.replace("<|pad|>", "[PAD]"), "/added_tokens");
    assertRefused(file, good.replaceFirst("\"\\S+ \\S+\"", "7"), "not of two pieces");
  }

  @Test
  void aMissingFileIsBadInput() {
    Path file = folder.resolve("nowhere.json");
    assertThrows(BadInput.class, () -> Tokenizer.read(file));
  }

  private static void assertRefused(Path file, String content, String reason) throws IOException {
    Files.writeString(file, content);
    String message =
        String.valueOf(assertThrows(BadInput.class, () -> Tokenizer.read(file)).getMessage());
    assertTrue(message.startsWith(file + ": ") && message.contains(reason), message);
  }
}

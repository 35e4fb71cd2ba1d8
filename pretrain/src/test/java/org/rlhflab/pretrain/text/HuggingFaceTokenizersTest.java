package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quicktheories.core.Gen;
import org.rlhflab.pretrain.PublishedNumbers;
import org.rlhflab.pretrain.stage.Json;
import tools.jackson.databind.JsonNode;

/// What a `tokenizer.json` of ours means to Hugging Face's library is what it means to us.
class HuggingFaceTokenizersTest {
  private static final Tokenizer TOKENIZER = Tokenizer.train(TokenizerTest.DOCUMENTS, 300);
  private static final Tokenizer PRUNED = TOKENIZER.pruned(TokenizerTest.DOCUMENTS);

  @TempDir private Path folder = Path.of("");

  @Test
  void tokensAreThoseOfTheLibraryItself() {
    assertPublished("tokenizers.json", TOKENIZER);
    assertPublished("tokenizers-pruned.json", PRUNED);
  }

  private static void assertPublished(String name, Tokenizer tokenizer) {
    JsonNode published = PublishedNumbers.json(name);
    assertEquals(published.path("tokenizer_sha256").asString(), tokenizer.fingerprint());
    for (JsonNode each : published.path("cases")) {
      int[] expected = each.path("tokens").valueStream().mapToInt(JsonNode::intValue).toArray();
      String text = each.path("text").asString();
      assertArrayEquals(expected, tokenizer.encode(text), text);
      assertEquals(text, tokenizer.decode(expected));
    }
  }

  @Test
  void tokensAreThoseThatTheFileGivesWhoReadsItPlainly() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    assertPlain(TOKENIZER, file);
    assertPlain(PRUNED, file);
  }

  private static void assertPlain(Tokenizer tokenizer, Path file) throws IOException {
    tokenizer.write(file);
    JsonNode model = Json.MAPPER.readTree(Files.readString(file)).path("model");
    Gen<String> words =
        lists()
            .of(
                org.quicktheories.generators.Generate.pick(
                    List.of(
                        " ",
                        "  ",
                        "\n",
                        "'s",
                        "'ll",
                        "first",
                        " stack",
                        "7",
                        "é",
                        "!?",
                        "'S",
                        "\u00a0",
                        "\u0085",
                        "\u2003",
                        "½",
                        "\uD83D\uDE00",
                        " star",
                        "\t")))
            .ofSizeBetween(0, 12)
            .map(parts -> String.join("", parts));
    qt().forAll(words).check(text -> plainly(model, text).equals(ids(tokenizer, text)));
    qt().forAll(strings().basicMultilingualPlaneAlphabet().ofLengthBetween(0, 30))
        .check(text -> plainly(model, text).equals(ids(tokenizer, text)));
  }

  private static List<Integer> ids(Tokenizer tokenizer, String text) {
    return Arrays.stream(tokenizer.encode(text)).boxed().toList();
  }

  /// Words by hand instead of by a regular expression; then the word itself if merges are to be
  /// ignored for it; else the first merge of the file that fits anywhere, again and again.
  private static List<Integer> plainly(JsonNode model, String text) {
    List<Integer> ids = new ArrayList<>();
    for (String word : words(text)) {
      List<String> pieces = new ArrayList<>();
      for (byte b : bytes(word)) {
        pieces.add(String.valueOf(character(b & 0xFF)));
      }
      String whole = String.join("", pieces);
      if (model.path("ignore_merges").booleanValue() && model.path("vocab").has(whole)) {
        pieces = List.of(whole);
      }
      for (JsonNode merge : model.path("merges")) {
        String[] pair = merge.asString().split(" ");
        for (int i = 0; i + 1 < pieces.size(); i++) {
          if (pieces.get(i).equals(pair[0]) && pieces.get(i + 1).equals(pair[1])) {
            pieces.set(i, pieces.get(i) + pieces.remove(i + 1));
          }
        }
      }
      pieces.forEach(piece -> ids.add(model.path("vocab").path(piece).intValue()));
    }
    return ids;
  }

  /// A lone surrogate, which the library never sees, as its three bytes.
  private static byte[] bytes(String word) {
    return word.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)
        ? Wtf8.encode(word)
        : word.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> words(String text) {
    int[] c = text.codePoints().toArray();
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < c.length) {
      int end = wordEnd(c, at);
      words.add(new String(c, at, end - at));
      at = end;
    }
    return words;
  }

  private static int wordEnd(int[] c, int at) {
    String rest = new String(c, at, Math.min(3, c.length - at));
    for (String ending : List.of("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")) {
      if (rest.startsWith(ending)) {
        return at + ending.length();
      }
    }
    int first = c[at] == ' ' && at + 1 < c.length && kind(c[at + 1]) != Kind.SPACE ? at + 1 : at;
    int end = runEnd(c, first);
    boolean beforeWord = kind(c[first]) == Kind.SPACE && end < c.length && end - at > 1;
    // White space leaves its last character to the word after it.
    return beforeWord ? end - 1 : end;
  }

  private static int runEnd(int[] c, int from) {
    int end = from;
    while (end < c.length && kind(c[end]) == kind(c[from])) {
      end++;
    }
    return end;
  }

  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER
  }

  private static Kind kind(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          Kind.LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Kind.SPACE;
      default -> (c >= 9 && c <= 13) || c == 0x85 ? Kind.SPACE : Kind.OTHER;
    };
  }

  /// GPT-2's bytes_to_unicode: printable bytes are themselves, the others follow from U+0100.
  private static char character(int wanted) {
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      if (b == wanted) {
        return (char) (printable ? b : next);
      }
      next += printable ? 0 : 1;
    }
    throw new IllegalArgumentException("no byte: " + wanted);
  }
}

package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.strings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PreTokenizerTest {
  @Test
  void wordsAreThoseOfGpt2sPatternInPython() {
    for (JsonNode example : Published.bytePairEncoding().path("words")) {
      String text = example.path("text").asString();
      List<String> expected = new ArrayList<>();
      example.path("words").forEach(word -> expected.add(word.asString()));
      assertEquals(expected, words(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }

  @Test
  void bytesThatAreNoTextCountAsSigns() {
    byte[] bytes = {'a', (byte) 0xFF, (byte) 0xC3, 'b', ' ', (byte) 0x80};
    assertEquals(List.of("a", "ÿÃ", "b", "Ġ" + ByteAlphabet.character(0x80)), words(bytes));
  }

  @Test
  void wordsTogetherAreTheWholeText() {
    qt().forAll(strings().allPossible().ofLengthBetween(0, 40))
        .check(text -> {
          byte[] bytes = Wtf8.encode(text);
          return String.join("", words(bytes)).equals(ByteAlphabet.write(bytes, 0, bytes.length));
        });
  }

  private static List<String> words(byte[] bytes) {
    List<String> words = new ArrayList<>();
    PreTokenizer.forEachWord(bytes, words::add);
    return words;
  }
}

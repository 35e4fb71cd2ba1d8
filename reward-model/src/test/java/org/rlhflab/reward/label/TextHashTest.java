package org.rlhflab.reward.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextHashTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whereATextEndsMatters() {
    assertNotEquals(TextHash.of(bytes("ab"), bytes("c")), TextHash.of(bytes("a"), bytes("bc")));
    assertNotEquals(TextHash.of(bytes(""), bytes("a")), TextHash.of(bytes("a"), bytes("")));
    assertNotEquals(TextHash.of("a"), TextHash.of("a\0"));
  }

  @Test
  void textsThatDifferInOneCharacterAnywhereDiffer() {
    Set<Long> seen = new HashSet<>();
    for (int place = 0; place < 200; place++) {
      for (char c = 'a'; c <= 'z'; c++) {
        seen.add(TextHash.of("-".repeat(place) + c + "-".repeat(199 - place)));
      }
    }
    assertEquals(200 * 26, seen.size());
  }
}

package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Wtf8Test {
  @Test
  void wellFormedTextIsWrittenAsUtf8() {
    String text = "a\u007F\u0080é\u07FF\u0800\u20AC\uD7FF\uE000\uFFFF\uD83D\uDE00\uDBFF\uDFFF";
    assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Wtf8.encode(text));
    assertEquals(text, Wtf8.decode(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anyListOfUtf16UnitsComesBack() {
    qt().forAll(lists().of(integers().between(0xD700, 0xE010)).ofSizeBetween(0, 12))
        .check(units -> {
          StringBuilder text = new StringBuilder();
          units.forEach(unit -> text.append((char) unit.intValue()));
          return Wtf8.decode(Wtf8.encode(text.toString())).contentEquals(text);
        });
  }

  @Test
  void longerFormsThanNeededAndCodePointsBeyondUnicodeAreMalformed() {
    assertEquals("\uFFFD\uFFFD", Wtf8.decode(bytes(0xC0, 0x80)));
    assertEquals("\uFFFD\uFFFD\uFFFD", Wtf8.decode(bytes(0xE0, 0x9F, 0xBF)));
    assertEquals("\uFFFD\uFFFD\uFFFD\uFFFD", Wtf8.decode(bytes(0xF4, 0x90, 0x80, 0x80)));
    assertEquals("\uFFFDa", Wtf8.decode(bytes(0xE2, 'a')));
    assertEquals("a\uFFFD\uFFFD", Wtf8.decode(bytes('a', 0xE2, 0x82)));
    assertEquals("\uFFFDa", Wtf8.decode(bytes(0xFF, 'a')));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}

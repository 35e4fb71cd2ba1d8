package org.rlhflab.pretrain.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ByteAlphabetTest {
  @Test
  void spaceAndLineFeedAreWrittenAsInGpt2() {
    assertEquals('\u0120', ByteAlphabet.character(' '));
    assertEquals('\u010A', ByteAlphabet.character('\n'));
    assertEquals('\u0100', ByteAlphabet.character(0));
    assertEquals('\u0121', ByteAlphabet.character(0x7F));
    assertEquals('\u0143', ByteAlphabet.character(0xAD));
    assertEquals('~', ByteAlphabet.character('~'));
    assertEquals('ÿ', ByteAlphabet.character(0xFF));
  }

  @Test
  void piecesHaveGpt2sNumbers() {
    // From GPT-2's encoder.json.
    assertEquals(0, ByteAlphabet.pieces().indexOf("!"));
    assertEquals(32, ByteAlphabet.pieces().indexOf("A"));
    assertEquals(64, ByteAlphabet.pieces().indexOf("a"));
    assertEquals(198, ByteAlphabet.pieces().indexOf("\u010A"));
    assertEquals(220, ByteAlphabet.pieces().indexOf("\u0120"));
  }

  @Test
  void everyByteHasACharacterOfItsOwnAndComesBack() {
    byte[] all = new byte[256];
    for (int b = 0; b < 256; b++) {
      all[b] = (byte) b;
    }
    assertArrayEquals(all, ByteAlphabet.read(ByteAlphabet.write(all, 0, 256)));
    assertEquals(256, new HashSet<>(ByteAlphabet.pieces()).size());
  }

  @Test
  void aCharacterThatStandsForNoByteIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ByteAlphabet.read("a b"));
    assertThrows(IllegalArgumentException.class, () -> ByteAlphabet.read("\u4E00"));
  }
}

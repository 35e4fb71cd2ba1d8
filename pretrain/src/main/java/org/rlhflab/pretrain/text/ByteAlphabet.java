package org.rlhflab.pretrain.text;

import java.util.Arrays;
import java.util.List;

/// GPT-2's way to write any byte as one visible character, so that pieces can be shown and kept in
/// JSON: bytes that print as themselves in Latin-1 stay, the other 68 become U+0100, U+0101, ... in
/// byte order. The space is U+0120 (`Ġ`), the line feed U+010A (`Ċ`).
///
/// Source: Radford et al., "Language Models are Unsupervised Multitask Learners", 2019, and
/// `bytes_to_unicode` in OpenAI's `gpt-2/src/encoder.py`.
final class ByteAlphabet {
  private static final char[] CHARACTER_OF = characters();
  private static final char[] SORTED = sorted();
  private static final int[] BYTE_OF = bytes();

  private ByteAlphabet() {}

  /// The character for the byte `value` in 0..255.
  static char character(int value) {
    return CHARACTER_OF[value];
  }

  /// The 256 characters in code point order, as one-character pieces: GPT-2's first 256 tokens.
  static List<String> pieces() {
    return new String(SORTED).chars().mapToObj(Character::toString).toList();
  }

  /// The place of each character of `word` among [#pieces].
  static int[] numbers(String word) {
    return word.chars().map(c -> Arrays.binarySearch(SORTED, (char) c)).toArray();
  }

  /// Bytes `from` to `to` (exclusive), written in this alphabet.
  static String write(byte[] bytes, int from, int to) {
    char[] written = new char[to - from];
    for (int i = from; i < to; i++) {
      written[i - from] = CHARACTER_OF[bytes[i] & 0xFF];
    }
    return new String(written);
  }

  /// The bytes that `piece` stands for; a character that is not of the alphabet is refused.
  static byte[] read(String piece) {
    byte[] bytes = new byte[piece.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = piece.charAt(i);
      if (c >= BYTE_OF.length || BYTE_OF[c] < 0) {
        throw new IllegalArgumentException("'" + c + "' in \"" + piece + "\" stands for no byte");
      }
      bytes[i] = (byte) BYTE_OF[c];
    }
    return bytes;
  }

  private static char[] characters() {
    char[] characters = new char[256];
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      characters[b] = isPrintable(b) ? (char) b : next++;
    }
    return characters;
  }

  /// Latin-1 without controls, spaces and the soft hyphen.
  private static boolean isPrintable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
  }

  private static char[] sorted() {
    char[] sorted = CHARACTER_OF.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static int[] bytes() {
    int[] bytes = new int[0x100 + 68];
    Arrays.fill(bytes, -1);
    for (int b = 0; b < 256; b++) {
      bytes[CHARACTER_OF[b]] = b;
    }
    return bytes;
  }
}

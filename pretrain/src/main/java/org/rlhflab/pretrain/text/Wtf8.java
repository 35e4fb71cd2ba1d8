package org.rlhflab.pretrain.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Any Java string as bytes and back without loss, and any bytes as text: UTF-8, in which a
/// surrogate without its partner, which UTF-8 has no place for, is written by the same three-byte
/// rule as its neighbours. A byte that belongs to no character reads as U+FFFD.
///
/// Source: Simon Sapin, "The WTF-8 encoding", 2014 (Wobbly Transformation Format).
final class Wtf8 {
  private static final int MALFORMED = -1;
  private static final char REPLACEMENT = '\uFFFD';
  // The least code point that needs 1, 2, 3, 4 bytes: a longer form than needed is malformed.
  private static final int[] LEAST = {0, 0x80, 0x800, 0x10000};

  private final String text;
  private final int[] offsets;

  private Wtf8(String text, int[] offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  /// Reads bytes as text and remembers where each character came from.
  static Wtf8 read(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    int[] offsets = new int[bytes.length + 1];
    int at = 0;
    while (at < bytes.length) {
      int codePoint = codePointAt(bytes, at);
      int from = text.length();
      if (codePoint == MALFORMED) {
        text.append(REPLACEMENT);
      } else {
        text.appendCodePoint(codePoint);
      }
      Arrays.fill(offsets, from, text.length(), at);
      at += codePoint == MALFORMED ? 1 : width(codePoint);
    }
    offsets[text.length()] = at;
    return new Wtf8(text.toString(), offsets);
  }

  /// The text of `bytes`.
  static String decode(byte[] bytes) {
    return read(bytes).text();
  }

  /// The bytes of `text`: plain UTF-8 if every surrogate has its partner.
  static byte[] encode(String text) {
    if (!hasSurrogates(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    text.codePoints().forEach(codePoint -> write(codePoint, bytes));
    return bytes.toByteArray();
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  String text() {
    return text;
  }

  /// Where in the bytes character `index` begins; the text's length gives the number of bytes.
  int offset(int index) {
    return offsets[index];
  }

  private static void write(int codePoint, ByteArrayOutputStream bytes) {
    int width = width(codePoint);
    if (width == 1) {
      bytes.write(codePoint);
      return;
    }
    int shift = 6 * (width - 1);
    int lead = (0xF00 >> width) & 0xFF;
    bytes.write(lead | (codePoint >> shift));
    while (shift > 0) {
      shift -= 6;
      bytes.write(0x80 | ((codePoint >> shift) & 0x3F));
    }
  }

  private static int width(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  private static int codePointAt(byte[] bytes, int at) {
    int lead = bytes[at] & 0xFF;
    if (lead < 0x80) {
      return lead;
    }
    int width = Integer.numberOfLeadingZeros(~(lead << 24));
    if (width < 2 || width > 4 || at + width > bytes.length) {
      return MALFORMED;
    }
    int codePoint = lead & (0x7F >> width);
    for (int i = 1; i < width; i++) {
      int next = bytes[at + i] & 0xFF;
      if ((next & 0xC0) != 0x80) {
        return MALFORMED;
      }
      codePoint = (codePoint << 6) | (next & 0x3F);
    }
    boolean valid = codePoint >= LEAST[width - 1] && codePoint <= Character.MAX_CODE_POINT;
    return valid ? codePoint : MALFORMED;
  }
}

package org.rlhflab.pretrain.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts text into words before pairs of bytes are merged, by GPT-2's regular expression: a word
/// takes the space before it along; letters, digits and other signs never share one; English
/// contractions stand alone. No piece of the vocabulary reaches across two words.
///
/// Source: `Encoder.pat` in OpenAI's `gpt-2/src/encoder.py`. Bytes that are no UTF-8 count as
/// signs, so any bytes can be cut.
final class PreTokenizer {
  // White space is Unicode's, as in the original; Java's default is ASCII only.
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
          Pattern.UNICODE_CHARACTER_CLASS);

  private PreTokenizer() {}

  /// Hands over the words in order, written in the [ByteAlphabet]; together they are all of
  /// `bytes`.
  static void forEachWord(byte[] bytes, Consumer<String> onWord) {
    Wtf8 text = Wtf8.read(bytes);
    Matcher matcher = WORD.matcher(text.text());
    while (matcher.find()) {
      int from = text.offset(matcher.start());
      int to = text.offset(matcher.end());
      onWord.accept(ByteAlphabet.write(bytes, from, to));
    }
  }
}

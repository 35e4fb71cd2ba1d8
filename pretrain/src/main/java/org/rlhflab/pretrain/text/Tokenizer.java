package org.rlhflab.pretrain.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlhflab.pretrain.stage.AtomicFile;
import org.rlhflab.pretrain.stage.Sha256;

/// From text to the model's tokens and back: two special tokens, then the pieces of a
/// [BytePairEncoding].
///
/// Any bytes come back from `decodeBytes(encode(bytes))`, any string from `decode(encode(text))`.
/// Text that merely spells a special token is ordinary text: nobody can end a document by writing
/// `<|endoftext|>` into it. (Hugging Face's fast tokenizers do so only with
/// `split_special_tokens=True`.)
///
/// ```java
/// Tokenizer tokenizer = Tokenizer.train(documents, 1500);
/// int[] tokens = tokenizer.encode("A stack is last in, first out.");
/// ```
public final class Tokenizer {
  /// Ends every document and every answer.
  public static final String END_OF_TEXT = "<|endoftext|>";

  /// Fills what is left of a row; never seen by the loss.
  public static final String PADDING = "<|pad|>";

  /// The special tokens, at their ids.
  static final List<String> SPECIALS = List.of(END_OF_TEXT, PADDING);

  private final BytePairEncoding encoding;
  private final List<byte[]> bytesOf; // [id]

  Tokenizer(BytePairEncoding encoding) {
    this.encoding = encoding;
    List<byte[]> bytes = new ArrayList<>();
    SPECIALS.forEach(_ -> bytes.add(new byte[0]));
    encoding.pieces().forEach(piece -> bytes.add(ByteAlphabet.read(piece)));
    bytesOf = List.copyOf(bytes);
  }

  /// Learns a tokenizer of `vocabulary` tokens, specials included, from raw text. It has fewer if
  /// the text is too small: ask [#vocabulary].
  public static Tokenizer train(Iterable<String> documents, int vocabulary) {
    int least = SPECIALS.size() + BytePairEncoding.BYTES;
    if (vocabulary < least) {
      throw new IllegalArgumentException(
          "vocabulary must be at least " + least + ", bytes and specials, got " + vocabulary);
    }
    return new Tokenizer(BytePairEncoding.train(documents, vocabulary - SPECIALS.size()));
  }

  /// The same tokens of these documents, numbered anew, without any that only lead to whole words.
  public Tokenizer pruned(Iterable<String> documents) {
    return new Tokenizer(encoding.pruned(documents));
  }

  /// The tokens of `text`.
  public int[] encode(String text) {
    return encode(Wtf8.encode(text));
  }

  /// The tokens of `bytes`, which need not be text.
  public int[] encode(byte[] bytes) {
    int[] tokens = encoding.encode(bytes);
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] += SPECIALS.size();
    }
    return tokens;
  }

  /// The text of `tokens`; special tokens are nothing, bytes that make no character are U+FFFD.
  public String decode(int[] tokens) {
    return Wtf8.decode(decodeBytes(tokens));
  }

  /// The bytes of `tokens`; special tokens are nothing.
  public byte[] decodeBytes(int[] tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4 * tokens.length);
    for (int token : tokens) {
      bytes.writeBytes(bytesOf.get(checked(token)));
    }
    return bytes.toByteArray();
  }

  /// How many tokens there are: ids run from 0 to this, exclusive.
  public int vocabulary() {
    return bytesOf.size();
  }

  /// The id of [#END_OF_TEXT].
  public int endOfText() {
    return SPECIALS.indexOf(END_OF_TEXT);
  }

  /// The id of [#PADDING].
  public int padding() {
    return SPECIALS.indexOf(PADDING);
  }

  /// How token `token` is written in `tokenizer.json`, spaces as `Ġ`.
  public String piece(int token) {
    int special = SPECIALS.size();
    return checked(token) < special ? SPECIALS.get(token) : encoding.pieces().get(token - special);
  }

  /// Says whether two models speak the same tokens: the SHA-256 of `tokenizer.json`.
  public String fingerprint() {
    return Sha256.of(json().getBytes(StandardCharsets.UTF_8));
  }

  /// Writes Hugging Face's `tokenizer.json`.
  public void write(Path file) {
    AtomicFile.writeText(file, json());
  }

  /// Reads a `tokenizer.json` that [#write] wrote; anything else is refused.
  public static Tokenizer read(Path file) {
    return new Tokenizer(TokenizerJson.read(file));
  }

  private String json() {
    return TokenizerJson.of(encoding);
  }

  private int checked(int token) {
    if (token < 0 || token >= vocabulary()) {
      throw new IllegalArgumentException(
          "token " + token + " is outside the vocabulary of " + vocabulary());
    }
    return token;
  }
}

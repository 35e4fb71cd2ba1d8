package org.rlhflab.pretrain.stage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads a text file line by line: plain or gzip (told by its first two bytes, whatever its name),
/// strictly UTF-8, with or without a byte order mark, lines ended by LF or CR LF and at most
/// [#MAX_LINE_BYTES] long. Memory stays at one line, however large the file is.
public final class TextLines {
  /// A line over a million bytes is a file of another kind, not a label.
  public static final int MAX_LINE_BYTES = 1_000_000;

  /// Takes a line that could be read.
  @FunctionalInterface
  public interface Line {
    /// `number` counts from 1.
    void accept(long number, String text);
  }

  /// Takes a line that could not be read, for instance to count it.
  @FunctionalInterface
  public interface BadLine {
    /// `problem` names file and line already.
    void accept(long number, BadInput problem);
  }

  private final Path file;
  private final Line onLine;
  private final BadLine onBad;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] line = new byte[4096];
  private int length;
  private long number;
  private boolean tooLong;

  private TextLines(Path file, Line onLine, BadLine onBad) {
    this.file = file;
    this.onLine = onLine;
    this.onBad = onBad;
  }

  /// Reads every line of `file`; the first bad one ends it.
  public static void forEach(Path file, Line onLine) {
    forEach(
        file,
        onLine,
        (_, problem) -> {
          throw problem;
        });
  }

  /// Reads every line of `file`, and goes on after a bad one if `onBad` does not throw.
  public static void forEach(Path file, Line onLine, BadLine onBad) {
    if (Files.isDirectory(file)) {
      throw BadInput.in(file, "is a folder; name a file in it");
    }
    try (InputStream in = open(file)) {
      new TextLines(file, onLine, onBad).read(in);
    } catch (EOFException | ZipException e) {
      throw BadInput.in(file, "is a damaged .gz file (cut short?); fetch it again");
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private void read(InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (chunk[i] == '\n') {
          append(chunk, from, i);
          endLine();
          from = i + 1;
        }
      }
      append(chunk, from, n);
    }
    if (length > 0 || tooLong) {
      endLine();
    }
  }

  private void append(byte[] chunk, int from, int to) {
    // One byte more for the CR, which is not counted.
    if (tooLong || length + (to - from) > MAX_LINE_BYTES + 1) {
      tooLong = true;
      return;
    }
    if (length + (to - from) > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + (to - from)));
    }
    System.arraycopy(chunk, from, line, length, to - from);
    length += to - from;
  }

  private void endLine() {
    number++;
    int start = number == 1 && startsWithByteOrderMark() ? 3 : 0;
    int end = length > start && line[length - 1] == '\r' ? length - 1 : length;
    boolean refused = tooLong || end - start > MAX_LINE_BYTES;
    length = 0;
    tooLong = false;
    if (refused) {
      String limit = "is longer than 1,000,000 bytes; write one record on each line";
      onBad.accept(number, BadInput.at(file, number, limit));
      return;
    }
    String text = decode(start, end);
    if (text == null) {
      onBad.accept(number, BadInput.at(file, number, "is not UTF-8; save the file as UTF-8"));
    } else {
      onLine.accept(number, text);
    }
  }

  private boolean startsWithByteOrderMark() {
    return length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private @Nullable String decode(int start, int end) {
    try {
      return decoder.decode(ByteBuffer.wrap(line, start, end - start)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}

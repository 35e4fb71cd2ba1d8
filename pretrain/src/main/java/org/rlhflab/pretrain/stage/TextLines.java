package org.rlhflab.pretrain.stage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /// How much of a line that could not be read is shown.
  static final int EXCERPT_BYTES = 1_000;

  private static final long PROGRESS_FROM_BYTES = 16_000_000;
  private static final long NON_ASCII = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long LINE_FEEDS = '\n' * ONES;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /// Takes a line that could be read.
  @FunctionalInterface
  public interface Line {
    /// `number` counts from 1.
    void accept(long number, String text);
  }

  /// Takes a line that could not be read, for instance to count it.
  @FunctionalInterface
  public interface BadLine {
    /// `problem` names file and line already; `text` is the line, or its beginning where it is too
    /// long or no text.
    void accept(long number, BadInput problem, String text);
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
        (_, problem, _) -> {
          throw problem;
        },
        Progress.NONE);
  }

  /// Reads every line of `file`, and goes on after a bad one if `onBad` does not throw. A large
  /// file's bytes, as it is stored, go to `progress`.
  public static void forEach(Path file, Line onLine, BadLine onBad, Progress progress) {
    TextLines lines = new TextLines(file, onLine, onBad);
    try (InputStream in = open(file, progress)) {
      lines.read(in);
    } catch (EOFException | ZipException e) {
      // What came before it has been read: the rest counts as one bad line.
      long line = lines.number + 1;
      String damaged = "the .gz file is damaged from here on (cut short?); fetch it again";
      onBad.accept(line, BadInput.at(file, line, damaged), "");
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    } finally {
      progress.end();
    }
  }

  /// The bytes of a plain or gzip file; a large file's bytes, as it is stored, go to `progress`.
  public static InputStream open(Path file, Progress progress) throws IOException {
    if (Files.isDirectory(file)) {
      throw BadInput.in(file, "is a folder; name a file in it");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    InputStream stored = Files.newInputStream(file);
    if (Files.size(file) >= PROGRESS_FROM_BYTES) {
      progress.begin("reading " + file.getFileName(), Files.size(file), "bytes");
      stored = new ReportedStream(stored, progress);
    }
    BufferedInputStream in = new BufferedInputStream(stored, 1 << 16);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new WholeGzip(in) : in;
  }

  /// All members of a gzip file. Java takes whatever follows a member and begins like no other for
  /// the end, so that what a damaged file still holds would disappear without a word.
  private static final class WholeGzip extends GZIPInputStream {
    /// Checksum and size, which the last member leaves in the buffer.
    private static final int TRAILER = 8;

    WholeGzip(InputStream in) throws IOException {
      super(in, 1 << 16);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      if (n < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
        throw new ZipException("bytes that are no member follow the last one");
      }
      return n;
    }
  }

  private void read(InputStream in) throws IOException {
    byte[] chunk = new byte[1 << 16];
    for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      int from = 0;
      for (int end = lineFeed(chunk, 0, n); end < n; end = lineFeed(chunk, from, n)) {
        append(chunk, from, end);
        endLine();
        from = end + 1;
      }
      append(chunk, from, n);
    }
    if (length > 0 || tooLong) {
      endLine();
    }
  }

  /// Where the next line feed is, or `to`; eight bytes at a time.
  private static int lineFeed(byte[] chunk, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long zeroAtFeed = (long) LONGS.get(chunk, i) ^ LINE_FEEDS;
      if (((zeroAtFeed - ONES) & ~zeroAtFeed & NON_ASCII) != 0) {
        break;
      }
    }
    while (i < to && chunk[i] != '\n') {
      i++;
    }
    return i;
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
      onBad.accept(number, BadInput.at(file, number, limit), excerpt(start, end));
      return;
    }
    String text = isAscii(start, end) ? latin1(start, end) : decode(start, end);
    if (text == null) {
      onBad.accept(
          number,
          BadInput.at(file, number, "is not UTF-8; save the file as UTF-8"),
          excerpt(start, end));
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

  /// Eight bytes at a time: four times the rate of the decoder on English text.
  private boolean isAscii(int start, int end) {
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      if (((long) LONGS.get(line, i) & NON_ASCII) != 0) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (line[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private String latin1(int start, int end) {
    return new String(line, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String excerpt(int start, int end) {
    int length = Math.min(end - start, EXCERPT_BYTES);
    return new String(line, start, length, StandardCharsets.UTF_8);
  }

  private @Nullable String decode(int start, int end) {
    try {
      return decoder.decode(ByteBuffer.wrap(line, start, end - start)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /// Tells how many bytes have been taken.
  private static final class ReportedStream extends FilterInputStream {
    private final Progress progress;

    ReportedStream(InputStream in, Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      progress.advance(value < 0 ? 0 : 1, "");
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      progress.advance(Math.max(0, count), "");
      return count;
    }
  }
}

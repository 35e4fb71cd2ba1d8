package org.rlhflab.pretrain.model;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// Arrays of floats as `Nd4j.write` writes them and `Nd4j.read` reads them, but a block at a time:
/// those take some calls for each number, and a model has a million and a half with its optimizer.
///
/// ```
/// UTF  MIXED_DATA_TYPES   long length of the shape   UTF LONG    rank, shape, strides, 0, 1, order
/// UTF  MIXED_DATA_TYPES   long count of numbers      UTF FLOAT   numbers, big-endian
/// ```
final class Nd4jBinaryFormat {
  private static final String ALLOCATION = "MIXED_DATA_TYPES";
  private static final ValueLayout.OfFloat MEMORY = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfFloat FILE = MEMORY.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int CHUNK = 1 << 14;

  private Nd4jBinaryFormat() {}

  /// Writes an array of floats that lies in one piece.
  static void write(INDArray array, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    array.shapeInfoDataBuffer().write(data);
    data.writeUTF(ALLOCATION);
    data.writeLong(array.length());
    data.writeUTF(DataType.FLOAT.name());
    MemorySegment from = floats(array);
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    for (long at = 0; at < array.length(); at += CHUNK) {
      int count = (int) Math.min(CHUNK, array.length() - at);
      MemorySegment.copy(
          from, MEMORY, at * Float.BYTES, MemorySegment.ofArray(chunk), FILE, 0, count);
      data.write(chunk, 0, count * Float.BYTES);
    }
    data.flush();
  }

  /// Reads an array that all of `bytes` is; anything but floats is refused.
  static INDArray read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    long[] shapeInformation = new long[Math.toIntExact(header(in, DataType.LONG))];
    for (int i = 0; i < shapeInformation.length; i++) {
      shapeInformation[i] = in.readLong();
    }
    int rank = (int) shapeInformation[0];
    long[] shape = Arrays.copyOfRange(shapeInformation, 1, 1 + rank);
    char order = (char) shapeInformation[shapeInformation.length - 1];
    long count = header(in, DataType.FLOAT);
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, order);
    if (in.available() != count * Float.BYTES || array.length() != count) {
      throw new IOException(
          "%d bytes for %d numbers of a shape for %d"
              .formatted(in.available(), count, array.length()));
    }
    long start = bytes.length - count * Float.BYTES;
    MemorySegment.copy(MemorySegment.ofArray(bytes), FILE, start, floats(array), MEMORY, 0, count);
    return array;
  }

  private static long header(DataInputStream in, DataType expected) throws IOException {
    String allocation = in.readUTF();
    long length = in.readLong();
    String type = in.readUTF();
    if (!allocation.equals(ALLOCATION) || !type.equals(expected.name()) || length < 1) {
      throw new IOException(
          "%d numbers of type %s, %s, instead of %s"
              .formatted(length, type, allocation, expected.name()));
    }
    return length;
  }

  private static MemorySegment floats(INDArray array) {
    return ModelState.floats(Gpt.address(array), array.length());
  }
}

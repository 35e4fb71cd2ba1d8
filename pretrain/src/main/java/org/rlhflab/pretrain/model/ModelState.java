package org.rlhflab.pretrain.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.rlhflab.pretrain.stage.Resumable;

/// The numbers that training changes in a model: parameters, Adam's moments and the count of steps.
///
/// As they lie in memory, so that saving takes milliseconds; a model file, which others can read,
/// takes a hundred times as long to write.
///
/// @param pass the pass that trains the model
public record ModelState(GptPass pass) implements Resumable {
  private static final int CHUNK = 1 << 16;

  @Override
  public void save(DataOutput out) throws IOException {
    Gpt gpt = pass.model();
    out.writeInt(gpt.step());
    out.writeLong(gpt.size());
    write(floats(gpt.parameters(), gpt.size()), out);
    write(floats(gpt.updaterState(), 2 * gpt.size()), out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Gpt gpt = pass.model();
    int step = in.readInt();
    long size = in.readLong();
    if (size != gpt.size()) {
      throw new IOException("a model of %d numbers, not of %d".formatted(size, gpt.size()));
    }
    read(floats(gpt.parameters(), size), in);
    read(floats(gpt.updaterState(), 2 * size), in);
    gpt.setStep(step);
    pass.parametersChanged();
  }

  /// The `count` floats at an address.
  static MemorySegment floats(long address, long count) {
    return MemorySegment.ofAddress(address).reinterpret(count * Float.BYTES);
  }

  private static void write(MemorySegment from, DataOutput out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long at = 0; at < from.byteSize(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, from.byteSize() - at);
      MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }

  private static void read(MemorySegment to, DataInput in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long at = 0; at < to.byteSize(); at += CHUNK) {
      int length = (int) Math.min(CHUNK, to.byteSize() - at);
      in.readFully(chunk, 0, length);
      MemorySegment.copy(chunk, 0, to, ValueLayout.JAVA_BYTE, at, length);
    }
  }
}

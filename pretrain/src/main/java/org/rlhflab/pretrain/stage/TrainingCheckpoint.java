package org.rlhflab.pretrain.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// The file in which a training leaves what it needs to go on after a kill.
///
/// In this order, as `DataOutput` writes them: the [StageRecord#identity] of what is trained, steps
/// done, seconds spent, the state's parts, and the CRC-32C of all that.
///
/// @param file where
/// @param identity what is trained: the checkpoint of anything else is none
record TrainingCheckpoint(Path file, String identity) {

  /// What a checkpoint holds.
  ///
  /// @param steps done
  /// @param seconds spent on them
  /// @param parts the state's parts, one after another
  record Content(long steps, double seconds, DataInput parts) {
    void restore(List<? extends Resumable> state) {
      try {
        for (Resumable part : state) {
          part.restore(parts);
        }
      } catch (IOException e) {
        throw new IllegalStateException("a checkpoint of this very training doesn't fit it", e);
      }
    }
  }

  /// Puts everything but the checksum into memory: the state may change after that.
  void put(
      long steps, double seconds, List<? extends Resumable> state, ByteArrayOutputStream content) {
    try {
      DataOutputStream out = new DataOutputStream(content);
      out.writeUTF(identity);
      out.writeLong(steps);
      out.writeDouble(seconds);
      for (Resumable part : state) {
        part.save(out);
      }
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /// Replaces what is there, whole or not at all.
  void write(ByteArrayOutputStream content) {
    AtomicFile.write(
        file,
        raw -> {
          CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32C());
          content.writeTo(checked);
          new DataOutputStream(raw).writeLong(checked.getChecksum().getValue());
        });
  }

  /// Deletes what is there.
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /// What is there; empty where there is none, or one of something else. A damaged one is
  /// [BadInput].
  Optional<Content> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length - Long.BYTES;
      CRC32C checksum = new CRC32C();
      checksum.update(bytes, 0, Math.max(0, end));
      if (end < 0 || ByteBuffer.wrap(bytes).getLong(end) != checksum.getValue()) {
        throw BadInput.in(file, "is damaged, so the stage begins anew");
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
      return in.readUTF().equals(identity)
          ? Optional.of(new Content(in.readLong(), in.readDouble(), in))
          : Optional.empty();
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }
}

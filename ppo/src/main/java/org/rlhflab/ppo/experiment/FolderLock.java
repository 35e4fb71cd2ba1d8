package org.rlhflab.ppo.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.rlhflab.pretrain.stage.FileFailure;

/// The right to work in a folder, for one process at a time: its own threads keep apart by
/// themselves ([CellQueue] hands no place out twice). The system takes it back from a process that
/// is killed, so nothing is ever locked for good.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// The lock of a folder, which is made if need be; empty while another process has it.
  static Optional<FolderLock> of(Path folder) {
    Path file = folder.resolve(".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean ours = false;
      try {
        ours = channel.tryLock() != null;
      } finally {
        if (!ours) {
          channel.close();
        }
      }
      return ours ? Optional.of(new FolderLock(channel)) : Optional.empty();
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /// Gives it back.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

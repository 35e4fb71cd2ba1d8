package org.rlhflab.pretrain.stage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes a file so that its name only ever shows the old content or the whole new one: into a
/// temporary file beside it, forced to the disk, then renamed. A write that fails leaves nothing
/// behind and becomes [BadInput].
///
/// ```java
/// AtomicFile.write(folder.resolve("merges.txt"), out -> out.write(bytes));
/// ```
public final class AtomicFile {
  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.tmp");

  private AtomicFile() {}

  /// Writes a file's content.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it; the stream is buffered and is closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target`, creating the folders above it.
  public static void write(Path target, Content content) {
    refuseFolder(target);
    try {
      Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      if (Files.exists(place) && !Files.isRegularFile(place)) {
        writeThrough(place, content);
      } else {
        replace(place, content);
      }
    } catch (IOException e) {
      throw FileFailure.writing(target, e);
    }
  }

  /// Writes text as UTF-8.
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Refuses a file that could not be written, before the work whose result it is to hold: makes
  /// the folders above it and an empty file beside it, which goes again.
  public static void checkWritable(Path target) {
    refuseFolder(target);
    Path place = target.toAbsolutePath();
    Path folder = folder(place);
    try {
      if (!Files.exists(place) || Files.isRegularFile(place)) {
        Files.createDirectories(folder);
        Path trial = folder.resolve("." + place.getFileName() + "." + UUID.randomUUID() + ".tmp");
        Files.createFile(trial);
        Files.delete(trial);
      }
    } catch (IOException e) {
      throw FileFailure.writing(target, e);
    }
  }

  private static void refuseFolder(Path target) {
    if (Files.isDirectory(target)) {
      throw BadInput.in(target, "is a folder; name a file in it");
    }
  }

  /// Only the root, which is a folder itself, lies in none.
  private static Path folder(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file's folder");
  }

  /// Deletes what writes into this folder have left that were killed half-way.
  public static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(AtomicFile::isTemporary).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
  }

  /// Whether a file has the name of one that is being written.
  static boolean isTemporary(Path file) {
    return TEMPORARY.matcher(file.getFileName().toString()).matches();
  }

  /// Devices and pipes (`/dev/stdout`) must not be renamed over.
  private static void writeThrough(Path device, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(device))) {
      content.writeTo(out);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    Path folder = folder(target);
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    // For the user who interrupts.
    temporary.toFile().deleteOnExit();
    boolean done = false;
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}

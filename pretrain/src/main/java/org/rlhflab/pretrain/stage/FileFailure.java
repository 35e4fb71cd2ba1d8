package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/// Turns what the operating system says of a file into one sentence that says what to do.
public final class FileFailure {
  private FileFailure() {}

  /// `file` could not be read.
  public static BadInput reading(Path file, IOException cause) {
    return BadInput.in(
        file,
        switch (cause) {
          case NoSuchFileException _ -> "no such file; check the path";
          case AccessDeniedException _ ->
              "permission denied; allow reading it, or name another file";
          case NotDirectoryException _ -> "is a file where a folder is needed; name a folder";
          default -> "cannot be read (" + reason(cause) + "); check the file, or name another one";
        });
  }

  /// `file`, or the folder that it should go to, could not be written.
  public static BadInput writing(Path file, IOException cause) {
    String reason = reason(cause);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space")
        || lower.contains("not enough space")
        || lower.contains("quota")) {
      return BadInput.in(
          file, "the disk is full; free some space, or give a folder on another disk with --out");
    }
    return BadInput.in(
        file,
        switch (cause) {
          case AccessDeniedException _ ->
              "permission denied; give a folder that you may write to with --out";
          case FileAlreadyExistsException exists ->
              "needs a folder where there is a file (" + exists.getFile() + "); give another --out";
          case NoSuchFileException _ -> "its folder cannot be made; give another folder with --out";
          case NotDirectoryException _ ->
              "needs a folder where there is a file; give another folder with --out";
          default -> "cannot be written (" + reason + "); give another folder with --out";
        });
  }

  /// The system's own words, without the path that [BadInput] names already.
  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}

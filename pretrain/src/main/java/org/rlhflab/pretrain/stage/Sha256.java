package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// The SHA-256 of a file or of a whole folder, in hexadecimal: how records say which inputs a
/// result came from.
public final class Sha256 {
  private Sha256() {}

  /// Of a file: the hash of its bytes, as `sha256sum` prints it. Of a folder: the hash of one line
  /// for each file below it in the order of their names, `hash relative/name` and a line feed, so
  /// that `find . -type f | sort | xargs sha256sum | sha256sum` checks it (but for the `./`).
  public static String of(Path path) {
    try {
      return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
    } catch (IOException e) {
      throw FileFailure.reading(path, e);
    }
  }

  /// Of bytes.
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /// A digest to which bytes can be given piece by piece.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String ofFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String ofFolder(Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.walk(folder)) {
      names =
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
    }
    MessageDigest digest = digest();
    for (String name : names) {
      String line = ofFile(folder.resolve(name)) + "  " + name + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

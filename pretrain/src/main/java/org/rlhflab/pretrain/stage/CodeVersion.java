package org.rlhflab.pretrain.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/// Which code computed a result: the product's version and a hash of its own classes, so that a
/// result is reused only by the code that made it.
public final class CodeVersion {
  private CodeVersion() {}

  /// The version alone, for instance `0.1.0`: quick, for `--version`.
  public static String product() {
    try (InputStream in = CodeVersion.class.getResourceAsStream("/rlhf-version.txt")) {
      if (in == null) {
        throw new IllegalStateException("rlhf-version.txt is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The version and the code's hash, for instance `0.1.0+4be0a1c9d2f3`. Hashed once a process.
  public static String current() {
    return Holder.CURRENT;
  }

  private static final class Holder {
    static final String CURRENT = product() + "+" + codeHash().substring(0, 12);
  }

  /// Over every jar or class folder on the class path that holds a part of the product.
  private static String codeHash() {
    TreeSet<String> hashes = new TreeSet<>();
    try {
      List<URL> roots =
          Collections.list(CodeVersion.class.getClassLoader().getResources("org/rlhflab"));
      for (URL root : roots) {
        hashes.add(Sha256.of(place(root)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path entry that is no file", e);
    }
    return Sha256.of(String.join("\n", hashes).getBytes(StandardCharsets.US_ASCII));
  }

  private static Path place(URL root) throws IOException, URISyntaxException {
    URI uri =
        root.openConnection() instanceof JarURLConnection jar
            ? jar.getJarFileURL().toURI()
            : root.toURI();
    return Path.of(uri);
  }
}

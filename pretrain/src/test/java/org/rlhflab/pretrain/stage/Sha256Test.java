package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /// FIPS 180-2, appendix B.1.
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @Test
  void abcHasThePublishedHash() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");

    assertEquals(OF_ABC, Sha256.of(file));
    assertEquals(OF_ABC, Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void aFoldersHashIsThatOfItsListing() throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/b"), "abc");
    Files.writeString(folder.resolve("a"), "abc");

    String listing = OF_ABC + "  a\n" + OF_ABC + "  sub/b\n";

    assertEquals(Sha256.of(listing.getBytes(StandardCharsets.US_ASCII)), Sha256.of(folder));
  }

  @Test
  void aRenamedFileChangesItsFoldersHash() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    String before = Sha256.of(folder);

    Files.move(file, folder.resolve("b"));

    assertNotEquals(before, Sha256.of(folder));
  }
}

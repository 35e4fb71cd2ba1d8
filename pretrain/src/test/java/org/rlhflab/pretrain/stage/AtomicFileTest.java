package org.rlhflab.pretrain.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aWrittenFileHoldsTheTextAndNothingLiesBesideIt() throws IOException {
    AtomicFile.writeText(folder.resolve("a.txt"), "grün");

    assertEquals("grün", Files.readString(folder.resolve("a.txt")));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    Path file = folder.resolve("x/y/a.txt");

    AtomicFile.writeText(file, "1");

    assertEquals("1", Files.readString(file));
  }

  @Test
  void aFullDiskKeepsTheOldContentAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");

    BadInput failure =
        assertThrows(
            BadInput.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[200_000]);
                      throw new IOException("No space left on device");
                    }));

    assertTrue(failure.getMessage().startsWith(file + ": the disk is full"), failure.getMessage());
    assertTrue(failure.getMessage().contains("--out"), failure.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void anExceptionOfTheCallersOwnLeavesNothingBehindAndPasses() throws IOException {
    assertThrows(
        TrainingFailed.class,
        () ->
            AtomicFile.write(
                folder.resolve("a.txt"),
                _ -> {
                  throw new TrainingFailed("diverged");
                }));

    assertEquals(List.of(), names());
  }

  @Test
  void aFileInTheWayOfAFolderIsNamed() throws IOException {
    Path inTheWay = folder.resolve("runs");
    Files.writeString(inTheWay, "I am a file");

    BadInput failure =
        assertThrows(
            BadInput.class, () -> AtomicFile.writeText(inTheWay.resolve("stage.json"), "{}"));

    assertTrue(failure.getMessage().contains("needs a folder where there is a file"));
  }

  @Test
  void whatCannotBeWrittenIsRefusedBeforehandAndTheTrialLeavesNothing() throws IOException {
    Path inTheWay = folder.resolve("runs");
    Files.writeString(inTheWay, "I am a file");

    assertThrows(BadInput.class, () -> AtomicFile.checkWritable(inTheWay.resolve("a.txt")));
    assertThrows(BadInput.class, () -> AtomicFile.checkWritable(folder));
    AtomicFile.checkWritable(folder.resolve("a.txt"));

    assertEquals(List.of("runs"), names());
  }

  @Test
  void aFolderIsNotReplacedByAFile() {
    BadInput failure = assertThrows(BadInput.class, () -> AtomicFile.writeText(folder, "text"));

    assertTrue(failure.getMessage().contains("is a folder"), failure.getMessage());
    assertTrue(Files.isDirectory(folder));
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    AtomicFile.writeText(link, "new");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(target));
  }
}

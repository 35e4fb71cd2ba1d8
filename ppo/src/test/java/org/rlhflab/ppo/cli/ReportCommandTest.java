package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.Json;

class ReportCommandTest {
  private static final String DATA = "--data=" + SmallRun.DATA;

  @TempDir private Path folder;

  private static void assertRefused(String expected, String... arguments) {
    Rlhf run = Rlhf.run(arguments);
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void thePageLiesInTheRunsFolderUnlessAskedOtherwise() {
    Path demo = SmallRun.demo(folder.resolve("demo"), 7);
    Rlhf run = Rlhf.run("report", demo.toString(), DATA);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Files.exists(demo.resolve("report.html")));
    Path other = folder.resolve("new").resolve("page.html");
    Rlhf json = Rlhf.run("report", demo.toString(), DATA, "--json", "--out=" + other);
    assertEquals(0, json.exitCode(), json.err());
    assertEquals(other.toString(), Json.MAPPER.readTree(json.out()).get("report").stringValue());
    assertTrue(Files.exists(other));
  }

  @Test
  void whatCannotBeReadOrWrittenIsOneSentence() throws IOException {
    Path demo = SmallRun.demo(folder.resolve("demo"), 7);
    assertRefused("holds neither demo.json nor run.json", "report", folder.toString(), DATA);
    assertRefused("nowhere: is no folder", "report", folder.resolve("nowhere").toString(), DATA);
    assertRefused("DIR", "report");
    assertRefused("is a folder", "report", demo.toString(), DATA, "--out=" + folder);
    Path file = Files.writeString(folder.resolve("file"), "mine");
    String below = "--out=" + file.resolve("page.html");
    assertRefused("--out", "report", demo.toString(), DATA, below);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aPageReplacesAPageAndNothingElse() throws IOException {
    Path demo = SmallRun.demo(folder.resolve("demo"), 7);
    Path labels = Files.writeString(folder.resolve("labels.jsonl"), "{}\n");
    String out = "--out=" + labels;
    assertRefused("is there already and is no page", "report", demo.toString(), DATA, out);
    assertEquals("{}\n", Files.readString(labels));
  }

  @Test
  void whereARunIsDamagedNothingIsWritten() throws IOException {
    Path demo = SmallRun.demo(folder.resolve("demo"), 7);
    Files.delete(demo.resolve("careful/4-ppo/samples.jsonl"));
    assertRefused("samples.jsonl: no such file", "report", demo.toString(), DATA);
    try (Stream<Path> files = Files.list(demo)) {
      assertTrue(files.noneMatch(it -> it.toString().contains("report.html")));
    }
  }
}

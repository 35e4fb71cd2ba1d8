package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.Json;

class AuditHtmlOptionTest {
  private static final String DATA = "--data=" + SmallRun.DATA;

  @TempDir private Path folder;

  private static String labels(String name) {
    return SmallRun.DATA.resolve("labels").resolve(name).toString();
  }

  @Test
  void anAuditBecomesAPageBesideItsDocument() {
    Path page = folder.resolve("audit.html");
    Rlhf run = Rlhf.run("labels", "audit", labels("crowd.jsonl"), "--json", "--html=" + page, DATA);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Json.MAPPER.readTree(run.out()).has("annotators"));
    assertTrue(Files.exists(page));
  }

  @Test
  void ratingsAndFoldersAreRefusedBeforeAnythingIsPrinted() {
    Rlhf ratings = Rlhf.run("labels", "audit", labels("ratings.jsonl"), "--html=x.html", DATA);
    assertEquals(2, ratings.exitCode(), ratings.err());
    assertEquals("", ratings.out());
    assertTrue(ratings.err().contains("holds ratings"), ratings.err());
    Rlhf into = Rlhf.run("labels", "audit", labels("crowd.jsonl"), "--html=" + folder, DATA);
    assertEquals(2, into.exitCode(), into.err());
    assertTrue(into.err().contains("is a folder"), into.err());
  }
}

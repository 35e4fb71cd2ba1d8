package org.rlhflab.ppo.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.ppo.report.run.Metrics.Point;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.MetricName;
import org.rlhflab.pretrain.statistics.Interval;

class RunReaderTest {
  @TempDir private Path folder;

  private String refusal(Path read) {
    return assertThrows(BadInput.class, () -> RunReader.read(read)).getMessage();
  }

  @Test
  void aDemoHasItsArmsInFoldersOfTheirNames() {
    FinishedRun run = RunReader.read(SmallRun.demo(folder, 8));
    assertEquals("demo", run.command());
    assertEquals(8, run.seed());
    assertEquals(
        List.of("careful", "verbose-biased"), run.arms().stream().map(TunedArm::people).toList());
    assertEquals(
        List.of(new Point(1, 8), new Point(2, 1.5)), run.pretrain().metrics().of(MetricName.LOSS));
    assertEquals("careful/4-ppo", run.arms().getFirst().ppo().orElseThrow().folder());
    assertTrue(run.arms().getFirst().labels().isPresent());
    ModelResult careful = run.arms().getFirst().model();
    assertEquals(new Interval(4.58, 4.48, 4.68), careful.gold().get("overall"));
    assertEquals(Optional.of(new Interval(0.5, 0.4, 0.6)), careful.winRate());
    assertEquals(Optional.empty(), run.document().arms().getFirst().winRate());
  }

  @Test
  void aRunHasItsStagesSideBySideAndIsCalledAfterItsLabels() {
    FinishedRun run = RunReader.read(SmallRun.run(folder, "mine.jsonl"));
    assertEquals("run", run.command());
    assertEquals("4-ppo", run.arms().getFirst().ppo().orElseThrow().folder());
    assertEquals("ppo (mine.jsonl)", run.arms().getFirst().model().shownName());
  }

  @Test
  void aValueThatIsNoNumberLeavesItsCurve() throws IOException {
    SmallRun.demo(folder, 7);
    Files.writeString(
        folder.resolve("2-sft/metrics.jsonl"),
        "{\"step\":1,\"loss\":null}\n{\"step\":2,\"loss\":3}\n");
    assertEquals(
        List.of(new Point(2, 3)), RunReader.read(folder).sft().metrics().of(MetricName.LOSS));
  }

  @Test
  void whatIsNoRunSaysSo() throws IOException {
    assertTrue(refusal(folder.resolve("none")).contains("none: is no folder"));
    assertTrue(refusal(folder).contains("holds neither demo.json nor run.json"));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertTrue(refusal(file).contains("is no folder"));
  }

  @Test
  void aRunThatIsNotFinishedSaysWhatIsMissing() throws IOException {
    SmallRun.demo(folder, 7);
    Path record = folder.resolve("careful/4-ppo/stage.json");
    String finished = Files.readString(record);
    Files.writeString(record, finished.replace("\"finished\"", "\"running\""));
    assertTrue(refusal(folder).contains("4-ppo: this stage of the run is not finished"));
    Files.delete(record);
    assertTrue(refusal(folder).contains("4-ppo: this stage of the run is not finished"));
    Files.writeString(record, finished);
    Files.delete(folder.resolve("2-sft/metrics.jsonl"));
    assertTrue(refusal(folder).contains("metrics.jsonl: no such file"));
    Files.delete(folder.resolve("demo.json"));
    assertTrue(refusal(folder).contains("goes on where it was cut off"));
  }

  @Test
  void aDamagedDocumentIsRefusedInOneSentence() throws IOException {
    SmallRun.demo(folder, 7);
    Path document = folder.resolve("demo.json");
    String good = Files.readString(document);
    for (String bad :
        List.of(
            "nonsense",
            "[]",
            "{}",
            "{\"arms\":[],\"finding\":\"x\"}",
            good.replace("\"lo\":", "\"low\":"),
            good.replace("\"overall\"", "\"all\""),
            good.replace("\"words\"", "\"letters\""))) {
      Files.writeString(document, bad);
      String message = refusal(folder);
      assertTrue(message.startsWith(document.toString()), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  @Test
  void labelsThatWouldLeadOutOfTheFolderAreRefused() throws IOException {
    SmallRun.demo(folder, 7);
    Path document = folder.resolve("demo.json");
    Files.writeString(
        document,
        Files.readString(document).replace("\"labels\":\"careful\"", "\"labels\":\"../other\""));
    assertTrue(refusal(folder).contains("\"labels\" of ppo-careful is no folder's name"));
  }
}

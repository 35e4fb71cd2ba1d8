package org.rlhflab.ppo.report.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.report.Report;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.ppo.report.chart.Chart;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.quality.LabelAudit;

class LabelAuditPageTest {
  private static final DataFolder DATA = new DataFolder(SmallRun.DATA);

  @TempDir private Path folder;

  private static LabelAuditPage page(Path file) {
    List<Preference> labels = PreferenceFile.read(file);
    LabelAudit audit = LabelAudit.of(labels, LabelAudit.GOLD_STANDARD, 7);
    return LabelAuditPage.of(file, labels, audit, 7, WorldReader.read(DATA.world()));
  }

  @Test
  void thoseWhoStandOutComeFirstWithTheirReasons() {
    LabelAuditPage page = page(SmallRun.DATA.resolve("labels/crowd.jsonl"));
    assertEquals(4, page.people().size());
    assertEquals(page.people().getFirst().name(), page.table().rows().getFirst().getFirst());
    assertTrue(page.people().stream().noneMatch(it -> it.reason().isEmpty()));
    assertEquals(
        List.of("people-biases", "labels-teach"), page.charts().stream().map(Chart::id).toList());
  }

  @Test
  void whatTheFileDoesNotShowOfAnybodyHasNoColumnAndNoChart() {
    LabelAuditPage page = page(SmallRun.DATA.resolve("labels/crowd.jsonl"));
    assertFalse(page.table().columns().contains("right on gold tasks"));
    assertTrue(page.table().columns().contains("length"));
  }

  @Test
  void labelsOfPeopleWhoLikeLengthTeachLength() {
    LabelAuditPage page = page(SmallRun.DATA.resolve("labels/verbose-biased.jsonl"));
    List<String> taught = page.teaching().chart().table().rows().getFirst();
    assertEquals(List.of("these labels", "length in all"), taught.subList(0, 2));
    assertTrue(Double.parseDouble(taught.get(3)) > 0, taught.toString());
    assertTrue(page.teaching().sentence().contains("length"), page.teaching().sentence());
  }

  @Test
  void hostileNamesAndTextsStayText() throws IOException {
    String hostile = "</script><img src=x onerror=alert(1)>";
    Path labels = SmallRun.run(folder.resolve("run"), hostile).resolve("labels.jsonl");
    LabelAudit audit = LabelAudit.of(PreferenceFile.read(labels), LabelAudit.GOLD_STANDARD, 7);
    Path page = folder.resolve("audit.html");
    Report.writeAudit(labels, audit, 7, DATA, page);
    String text = Files.readString(page).replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", "");
    assertFalse(text.contains("<img"));
    assertTrue(text.contains("&lt;img src=x onerror=alert(1)&gt;"));
  }
}

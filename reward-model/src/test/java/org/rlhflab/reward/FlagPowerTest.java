package org.rlhflab.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.LabelAudit;
import org.rlhflab.reward.quality.SimulatedLabels;

class FlagPowerTest {
  private static final FlagPower FOUND =
      FlagPower.of(
          GoldTaskPool.CLEAR,
          AnnotatorFile.read(TinyRun.DATA.annotators("careful")),
          AnnotatorFile.read(TinyRun.DATA.annotators("careless")),
          4,
          LabelAudit.GOLD_STANDARD,
          7,
          Progress.NONE);

  @Test
  void carefulPeopleAreRightOnClearPairsAndHardlyEverFlagged() {
    assertTrue(FOUND.carefulRight() > 0.99, FOUND.toString());
    for (FlagPower.Row row : FOUND.rows()) {
      assertTrue(row.falselyFlagged().mean() <= 0.05, row.toString());
    }
  }

  @Test
  void thePowerGrowsWithCarelessnessAndWithGoldTasks() {
    assertTrue(FOUND.row(0.7, 30).found().mean() >= 0.8, FOUND.toString());
    assertTrue(FOUND.row(0.1, 30).found().mean() <= 0.1, FOUND.toString());
    assertTrue(
        FOUND.row(0.5, 50).found().mean() > FOUND.row(0.5, 10).found().mean(), FOUND.toString());
  }

  @Test
  void whoeverIsFlaggedIsAlsoWatched() {
    for (FlagPower.Row row : FOUND.rows()) {
      assertTrue(row.watched().mean() >= row.found().mean(), row.toString());
      assertTrue(row.falselyWatched().mean() >= row.falselyFlagged().mean(), row.toString());
    }
  }

  /// Whole crowds alike: as many independent people as there are crowds.
  @Test
  void crowdsThatAreFlaggedAsOneCountAsOneEach() {
    Interval found = FlagPower.share(new int[] {5, 5, 0, 0, 5, 0, 5, 0}, 5);
    Interval whole = WilsonInterval.of(3.5, 7); // between crowds: n - 1, so one less
    assertEquals(whole.lo(), found.lo(), 1e-12);
    assertEquals(0.5, found.mean());
    Interval alike = FlagPower.share(new int[] {2, 2, 2, 2}, 5);
    assertEquals(WilsonInterval.of(8, 20).hi(), alike.hi(), 1e-12);
    assertEquals(WilsonInterval.of(0, 20).hi(), FlagPower.share(new int[4], 5).hi(), 1e-12);
  }

  @Test
  void theReportsAloneAreThoseOfTheWholeAudit() {
    List<Preference> labels =
        SimulatedLabels.of(SimulatedLabels.people("careful", "careless"), 20, 20, 2, 5, 7);
    assertEquals(LabelAudit.of(labels, 0.9, 7).annotators(), LabelAudit.people(labels, 0.9));
  }
}

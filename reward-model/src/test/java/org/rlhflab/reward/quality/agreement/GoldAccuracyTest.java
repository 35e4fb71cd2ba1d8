package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.label.Verdict.CHOSEN;
import static org.rlhflab.reward.label.Verdict.REJECTED;
import static org.rlhflab.reward.label.Verdict.TIE;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.Labels;

class GoldAccuracyTest {
  private static final Preference LABEL = Labels.by("ann", "Q?", "yes", "no");

  @Test
  void onlyTasksWithAKnownAnswerCount() {
    GoldAccuracy found =
        GoldAccuracy.of(List.of(LABEL, Labels.gold(LABEL, CHOSEN), Labels.gold(LABEL, REJECTED)));
    assertEquals(new GoldAccuracy(1, 2), found);
    assertTrue(GoldAccuracy.of(List.of(LABEL)).interval().isEmpty());
  }

  @Test
  void aTieAgainstAPreferenceIsHalfRight() {
    assertEquals(0.5, GoldAccuracy.credit(Labels.tie(LABEL), CHOSEN));
    assertEquals(0.5, GoldAccuracy.credit(LABEL, TIE));
    assertEquals(1, GoldAccuracy.credit(Labels.tie(LABEL), TIE));
  }

  /// 2,000 annotators with known accuracies between 0.55 and 0.95, 30 tasks each.
  @Test
  void theIntervalCoversTheTrueAccuracyOfAbout95InAHundredAnnotators() {
    Random random = new Random(7);
    int covered = 0;
    int annotators = 2_000;
    for (int a = 0; a < annotators; a++) {
      double truth = 0.55 + 0.4 * random.nextDouble();
      int right = 0;
      for (int task = 0; task < 30; task++) {
        right += random.nextDouble() < truth ? 1 : 0;
      }
      Interval interval = new GoldAccuracy(right, 30).interval().orElseThrow();
      covered += interval.excludes(truth) ? 0 : 1;
    }
    double share = (double) covered / annotators;
    assertTrue(share >= 0.93 && share <= 0.97, "covered " + share);
  }
}

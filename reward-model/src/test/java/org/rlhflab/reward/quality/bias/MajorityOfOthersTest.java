package org.rlhflab.reward.quality.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.Judgments;

class MajorityOfOthersTest {
  @Test
  void nobodyIsHeldAgainstHisOwnVote() {
    MajorityOfOthers.Crowd found =
        MajorityOfOthers.of(
            new Judgments.Builder()
                .add("x", "ann", "yes")
                .add("x", "bob", "no")
                .add("x", "cid", "no")
                .add("y", "ann", "yes")
                .build());
    assertArrayEquals(new double[] {0, 0.5, 0.5, -1}, found.credit());
    assertEquals(new MajorityOfOthers(0, 1), found.people()[0]);
    assertTrue(found.people()[0].interval().isPresent());
  }

  @Test
  void theOneWhoAnswersAtRandomStandsOut() {
    Random random = new Random(7);
    Judgments.Builder judgments = new Judgments.Builder();
    for (int i = 0; i < 100; i++) {
      for (int k = 0; k < 5; k++) {
        boolean right = random.nextDouble() < (k == 4 ? 0.5 : 0.85);
        judgments.add("item " + i, "annotator " + k, right ? "a" : "b");
      }
    }
    MajorityOfOthers.Crowd found = MajorityOfOthers.of(judgments.build());
    assertTrue(found.pValue(4).orElseThrow() < 1e-4);
    for (int k = 0; k < 4; k++) {
      assertTrue(found.pValue(k).orElseThrow() > 0.05, "annotator " + k);
    }
  }
}

package org.rlhflab.reward.quality.aggregation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.Judgments;

class MajorityVoteTest {
  private static final ClassPosteriors FOUND =
      MajorityVote.of(
          new Judgments.Builder()
              .add("x", "ann", "1")
              .add("x", "bob", "1")
              .add("x", "cid", "2")
              .add("y", "ann", "2")
              .add("y", "bob", "3")
              .build());

  @Test
  void probabilitiesAreVoteShares() {
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0, 0}, FOUND.probabilities()[0], 1e-12);
  }

  @Test
  void anItemWhoseTopTwoTieCountsOneHalfIfTheTruthIsAmongThem() {
    assertEquals(0.5, FOUND.credit(1, 1));
    assertEquals(0.5, FOUND.credit(1, 2));
    assertEquals(0, FOUND.credit(1, 0));
    assertEquals(0.75, FOUND.accuracy(Map.of("x", "1", "y", "3")).orElseThrow());
  }

  @Test
  void aTruthThatNobodyChoseIsAMissAndNoTruthGivesNoAccuracy() {
    assertEquals(0.5, FOUND.accuracy(Map.of("x", "1", "y", "9")).orElseThrow());
    assertTrue(FOUND.accuracy(Map.of("z", "1")).isEmpty());
  }
}

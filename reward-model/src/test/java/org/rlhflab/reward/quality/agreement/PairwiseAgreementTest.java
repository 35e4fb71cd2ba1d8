package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.rlhflab.reward.quality.judgment.Judgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

class PairwiseAgreementTest {
  @Test
  void pairsOfPeopleAreCountedOverAllItems() {
    Judgments judgments =
        new Judgments.Builder()
            .add("x", "ann", "yes")
            .add("x", "bob", "yes")
            .add("x", "cid", "no")
            .add("y", "ann", "no")
            .add("y", "bob", "no")
            .add("z", "ann", "no")
            .build();
    PairwiseAgreement found = PairwiseAgreement.of(judgments);
    assertEquals(0.5, found.share());
    assertEquals(4, found.pairs());
    assertArrayEquals(new long[] {2, 2, 0}, found.agreeingByAnnotator());
    assertArrayEquals(new long[] {3, 3, 2}, found.pairsByAnnotator());
  }

  @Test
  void whereNobodyOverlapsNobodyCanAgree() {
    Judgments alone = new Judgments.Builder().add("x", "ann", "yes").build();
    assertThrows(UndefinedMeasure.class, () -> PairwiseAgreement.of(alone));
  }
}

package org.rlhflab.reward.quality.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.reward.label.Verdict.CHOSEN;
import static org.rlhflab.reward.label.Verdict.REJECTED;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.Labels;
import org.rlhflab.reward.quality.agreement.SelfConsistency.Share;
import org.rlhflab.reward.quality.judgment.PairJudgments;

class SelfConsistencyTest {
  private static final Preference YES = Labels.by("ann", "Q?", "yes", "no");
  private static final Preference NO = Labels.by("ann", "Q?", "no", "yes");

  private static SelfConsistency of(Preference... labels) {
    return SelfConsistency.of(PairJudgments.of(List.of(labels))).getFirst();
  }

  @Test
  void everyLaterJudgmentIsHeldAgainstTheFirst() {
    SelfConsistency found = of(YES, YES, NO);
    assertEquals(1, found.same());
    assertEquals(2, found.repeats());
    assertEquals(0.5, found.interval().orElseThrow().mean());
  }

  @Test
  void withoutRepeatsThereIsNoInterval() {
    assertTrue(of(YES, Labels.by("bob", "Q?", "no", "yes")).interval().isEmpty());
  }

  @Test
  void whoTakesWhatIsShownFirstIsSteadyUntilTheSidesAreSwapped() {
    Preference first = Labels.first(YES, CHOSEN);
    Preference again = Labels.first(YES, CHOSEN);
    Preference swapped = Labels.first(NO, CHOSEN);
    SelfConsistency found = of(first, again, swapped);
    assertEquals(new Share(1, 1), found.sameSides());
    assertEquals(new Share(0, 1), found.swappedSides());
  }

  @Test
  void whoHoldsTheSameResponseBestOnEitherSideIsConsistent() {
    SelfConsistency found = of(Labels.first(YES, CHOSEN), Labels.first(YES, REJECTED));
    assertEquals(new Share(1, 1), found.swappedSides());
  }

  @Test
  void aTieAndAPreferenceAreNotTheSame() {
    assertEquals(0, of(YES, Labels.tie(YES)).same());
    assertEquals(1, of(Labels.tie(YES), Labels.tie(NO)).same());
  }
}

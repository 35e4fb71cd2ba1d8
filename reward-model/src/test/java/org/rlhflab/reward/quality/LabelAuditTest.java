package org.rlhflab.reward.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

class LabelAuditTest {
  private static final LabelAudit MIXED =
      audit(
          SimulatedLabels.of(
              SimulatedLabels.people("careful", "careless", "position-biased"), 30, 200, 3, 20, 7));
  private static final LabelAudit VERBOSE =
      audit(SimulatedLabels.of(SimulatedLabels.people("verbose-biased"), 30, 150, 3, 20, 7));

  private static LabelAudit audit(List<Preference> labels) {
    return LabelAudit.of(labels, LabelAudit.GOLD_STANDARD, 7);
  }

  private static List<AnnotatorReport> people(LabelAudit audit, String kind) {
    return audit.annotators().stream().filter(it -> it.id().startsWith(kind)).toList();
  }

  @Test
  void carefulPeopleAreKept() {
    for (AnnotatorReport person : people(MIXED, "careful")) {
      assertEquals("keep", person.status(), person.toString());
      assertEquals("nothing stands out", person.reason());
    }
  }

  @Test
  void carelessPeopleLoseWeightOrTheirSeatByTheirGoldTasks() {
    for (AnnotatorReport person : people(MIXED, "careless")) {
      assertTrue(
          person.status().equals("down-weight") || person.status().equals("remove"),
          person.toString());
      assertTrue(person.reason().startsWith("gold:"), person.reason());
    }
  }

  @Test
  void whoTakesWhatIsShownFirstIsNamedForIt() {
    for (AnnotatorReport person : people(MIXED, "position-biased")) {
      assertTrue(
          person.flags().stream().anyMatch(flag -> flag.startsWith("position: favours what is")),
          person.toString());
      Interval asBefore = person.consistencySameSides().orElseThrow();
      Interval swapped = person.consistencySwapped().orElseThrow();
      assertTrue(asBefore.mean() > swapped.mean(), person.id());
    }
  }

  @Test
  void whatTheFileShowsIsMeasured() {
    assertTrue(MIXED.agreement().krippendorffAlpha().getAsDouble() > 0.1);
    assertTrue(MIXED.agreement().fleissKappa().isPresent());
    assertTrue(MIXED.agreement().pairwise().getAsDouble() > 0.5);
    AnnotatorReport person = people(MIXED, "careful").getFirst();
    assertEquals(30, person.goldTasks());
    assertTrue(person.repeats() >= 20, person.toString());
    assertTrue(person.drift().isPresent());
    assertTrue(person.medianSeconds().isPresent());
  }

  @Test
  void aBiasThatAllShareFoolsAgreementAndIsSaid() {
    assertTrue(VERBOSE.agreement().pairwise().getAsDouble() > SharedBias.HIGH_AGREEMENT);
    assertTrue(
        VERBOSE.warnings().stream().anyMatch(it -> it.contains("They err together")),
        VERBOSE.warnings().toString());
    assertTrue(
        VERBOSE.warnings().stream().anyMatch(it -> it.contains("for twice the words")),
        VERBOSE.warnings().toString());
    for (AnnotatorReport person : VERBOSE.annotators()) {
      assertTrue(person.lengthBias().orElseThrow().lo() > 0, person.id());
      assertFalse(
          person.flags().stream().anyMatch(flag -> flag.startsWith("agreement")), person.id());
    }
  }

  @Test
  void consistencyThatFlattersTheBiasedIsSaid() {
    assertTrue(
        VERBOSE.warnings().stream().anyMatch(it -> it.contains("looks like reliability")),
        VERBOSE.warnings().toString());
  }

  @Test
  void anAgreeingCrowdThatIsRightIsNotWarnedOf() {
    LabelAudit careful =
        audit(SimulatedLabels.of(SimulatedLabels.people("careful"), 30, 150, 3, 20, 7));
    assertEquals(List.of(), careful.warnings());
    assertTrue(careful.agreement().pairwise().getAsDouble() > SharedBias.HIGH_AGREEMENT);
  }

  @Test
  void withoutGoldTasksASharedTasteIsCalledPossible() {
    LabelAudit noGold =
        audit(SimulatedLabels.of(SimulatedLabels.people("verbose-biased"), 0, 300, 1, 0, 7));
    assertTrue(
        noGold.warnings().getFirst().startsWith("possibly a shared bias: 5 of 5"),
        noGold.warnings().toString());
  }

  @Test
  void whatTheFileDoesNotShowIsEmptyAndSaid() {
    LabelAudit bare = audit(List.of(Labels.by("", "Q?", "yes", "no")));
    AnnotatorReport person = bare.annotators().getFirst();
    assertEquals(Optional.empty(), person.goldAccuracy());
    assertEquals(Optional.empty(), person.consistency());
    assertTrue(person.drift().isEmpty());
    assertTrue(bare.agreement().krippendorffAlpha().isEmpty());
    assertEquals("no gold tasks, repeats or shared pairs: nothing to judge by", person.reason());
    assertEquals(4, bare.warnings().size());
  }

  @Test
  void knownAnswersOverruleTheMajority() {
    List<Preference> labels = new java.util.ArrayList<>();
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < 5; k++) {
        boolean right = k == 0 || i % 2 == 0;
        Preference label =
            right
                ? Labels.by("person-" + k, "Q" + i, "yes", "no")
                : Labels.by("person-" + k, "Q" + i, "no", "yes");
        labels.add(i < 20 ? Labels.gold(label, right ? Verdict.CHOSEN : Verdict.REJECTED) : label);
      }
    }
    AnnotatorReport dissenter = audit(labels).annotators().getFirst();
    assertTrue(dissenter.flags().getFirst().startsWith("agreement"), dissenter.toString());
    assertEquals("watch", dissenter.status());
  }

  @Test
  void nothingToAuditAndAnImpossibleStandardAreRefused() {
    assertThrows(
        UndefinedMeasure.class, () -> audit(List.of(Labels.by("ann", "Q?", "yes", "yes"))));
    assertThrows(
        IllegalArgumentException.class,
        () -> LabelAudit.of(List.of(Labels.by("ann", "Q?", "yes", "no")), 1, 7));
  }
}

package org.rlhflab.reward.annotator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

class AnnotationCampaignTest {
  private static final String NOISY =
      "{\"id\":\"c\",\"count\":3,\"sensitivity\":1,\"taste\":1,\"rationale\":\"specific\"}";
  private static final CollectionPlan PLAN = new CollectionPlan(12, 0.2, 4);
  private static final List<PairToLabel> GOLD =
      Samples.pairs(130).subList(100, 112).stream().map(it -> it.named("gold-" + it.id())).toList();

  private static AnnotationCampaign campaign(String profiles, int overlap, CollectionPlan plan) {
    return new AnnotationCampaign(
        AnnotatorFile.parse(profiles), Samples.RUBRIC, 7, "grammar", overlap, plan);
  }

  private static List<AssignedTask> tasks() {
    return campaign(NOISY, 2, PLAN).assign(Samples.pairs(100), GOLD);
  }

  @Test
  void newPairsAloneAreLabelledAsInASession() {
    List<PairToLabel> pairs = Samples.pairs(50);
    AnnotationCampaign plain = campaign(NOISY, 1, CollectionPlan.DEFAULTS);
    assertEquals(
        new LabelingSession(AnnotatorFile.parse(NOISY), Samples.RUBRIC, 7, "1", "grammar", 1)
            .label(pairs),
        plain.label(plain.assign(pairs, List.of())));
  }

  @Test
  void theOrderInWhichTasksAreLabelledChangesNothing() {
    List<AssignedTask> shuffled = new ArrayList<>(tasks());
    Collections.shuffle(shuffled, new Random(3));
    AnnotationCampaign campaign = campaign(NOISY, 2, PLAN);
    assertEquals(Set.copyOf(campaign.label(tasks())), new HashSet<>(campaign.label(shuffled)));
  }

  @Test
  void everybodyDoesEveryGoldTaskOnceAndTheAnswerIsTheRubrics() {
    List<Preference> gold =
        campaign(NOISY, 2, PLAN).label(tasks()).stream()
            .filter(it -> it.gold().isPresent())
            .toList();
    assertEquals(36, gold.size());
    for (Preference label : gold) {
      PairToLabel pair =
          GOLD.stream().filter(it -> it.prompt().equals(label.prompt())).findFirst().orElseThrow();
      String better = pair.goldDifference() > 0 ? pair.a().text() : pair.b().text();
      Verdict expected = label.chosen().equals(better) ? Verdict.CHOSEN : Verdict.REJECTED;
      assertEquals(expected, label.gold().orElseThrow(), label.id());
    }
  }

  @Test
  void aRepeatComesInALaterSessionAndHalfHaveTheirSidesSwapped() {
    Map<String, AssignedTask> first = new HashMap<>();
    Map<String, int[]> swapped = new HashMap<>(); // [same, swapped] by person
    for (AssignedTask task : tasks()) {
      AssignedTask before = first.putIfAbsent(task.pair().id() + ":" + task.annotator(), task);
      if (before != null) {
        assertEquals(before.id(), task.repeatOf());
        assertTrue(
            task.showing().sitting().compareTo(before.showing().sitting()) > 0, task.toString());
        boolean same = before.showing().aFirst() == task.showing().aFirst();
        swapped.computeIfAbsent(task.annotator(), _ -> new int[2])[same ? 0 : 1]++;
      }
    }
    assertEquals(3, swapped.size());
    swapped.forEach((person, counts) -> {
      assertEquals(13, counts[0] + counts[1], person); // a fifth of 66 or 67 new pairs
      assertTrue(Math.abs(counts[0] - counts[1]) <= 1, person);
    });
  }

  @Test
  void everybodyMeetsEverybodyAndHasAsMuchToDo() {
    Map<String, List<String>> who = new HashMap<>();
    String five = NOISY.replace("\"count\":3", "\"count\":5");
    Map<String, Integer> work = new HashMap<>();
    for (AssignedTask task :
        campaign(five, 2, CollectionPlan.DEFAULTS).assign(Samples.pairs(100), List.of())) {
      who.computeIfAbsent(task.pair().id(), _ -> new ArrayList<>()).add(task.annotator());
      work.merge(task.annotator(), 1, Integer::sum);
    }
    Set<Set<String>> couples = new HashSet<>();
    who.values().forEach(two -> couples.add(Set.copyOf(two)));
    assertEquals(10, couples.size(), couples.toString());
    assertTrue(couples.stream().allMatch(it -> it.size() == 2), couples.toString());
    assertEquals(Map.of("c-1", 40, "c-2", 40, "c-3", 40, "c-4", 40, "c-5", 40), work);
  }

  @Test
  void positionsCountFromOneInEverySession() {
    Map<String, Integer> last = new HashMap<>();
    for (Preference label : campaign(NOISY, 2, PLAN).label(tasks())) {
      int position = label.position().orElseThrow();
      assertEquals(last.merge(label.annotator() + label.session(), 1, Integer::sum), position);
    }
    assertEquals(12, last.size());
  }

  @Test
  void idsDiffer() {
    List<AssignedTask> tasks = tasks();
    assertEquals(tasks.size(), tasks.stream().map(AssignedTask::id).distinct().count());
    assertEquals(200 + 36 + 39, tasks.size());
  }

  @Test
  void amountsAreSharesBelowOneAndNumbersFromThere() {
    assertEquals(20, new CollectionPlan(0.1, 0, 1).goldTasks(200));
    assertEquals(30, new CollectionPlan(30, 0, 1).goldTasks(200));
  }

  @Test
  void aPlanThatCannotBeKeptIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new CollectionPlan(0, 0.1, 1).repeatedTasks(50));
    assertThrows(IllegalArgumentException.class, () -> new CollectionPlan(1.5, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new CollectionPlan(-1, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> campaign(NOISY, 1, new CollectionPlan(0, 20, 2)).goldTasks(90));
  }
}

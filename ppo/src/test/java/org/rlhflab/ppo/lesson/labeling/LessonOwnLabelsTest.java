package org.rlhflab.ppo.lesson.labeling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.lesson.labeling.LabelingTasks.Task;
import org.rlhflab.ppo.lesson.labeling.OwnLabels.Side;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.label.KnownAnswer;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import org.rlhflab.reward.label.Verdict;

class LessonOwnLabelsTest {
  private static final KnownAnswer.Judge JUDGE = new KnownAnswer.Judge(TinyModels.WORLD);
  private static final List<Preference> SHIPPED =
      PreferenceFile.read(TinyModels.DATA.resolve("labels/careful.jsonl"));
  private static final LabelingTasks TASKS = LabelingTasks.draw(SHIPPED, JUDGE, 20, 4, 7);

  @TempDir private Path folder;

  private OwnLabels open() {
    return OwnLabels.open(folder.resolve("anna-labels.jsonl"), TASKS, "anna", JUDGE);
  }

  /// What the rubric would say.
  private static Side right(Task task) {
    return switch (JUDGE.of(task.prompt(), task.first(), task.second()).orElseThrow().verdict()) {
      case CHOSEN -> Side.FIRST;
      case REJECTED -> Side.SECOND;
      case TIE -> Side.TIE;
    };
  }

  private static Side wrong(Task task) {
    return right(task) == Side.FIRST ? Side.SECOND : Side.FIRST;
  }

  @Test
  void repeatsComeLateWithTheirSidesExchangedInEverySecond() {
    List<Task> tasks = TASKS.tasks();
    assertEquals(24, tasks.size());
    int swapped = 0;
    int repeats = 0;
    for (int t = 0; t < tasks.size(); t++) {
      Task task = tasks.get(t);
      if (!task.repeatOf().isEmpty()) {
        Task original =
            tasks.stream().filter(it -> it.id().equals(task.repeatOf())).findFirst().orElseThrow();
        assertTrue(t - tasks.indexOf(original) >= 10, "task " + t);
        assertEquals(
            Set.of(original.first(), original.second()), Set.of(task.first(), task.second()));
        swapped += task.first().equals(original.first()) ? 0 : 1;
        repeats++;
      }
    }
    assertEquals(4, repeats);
    assertEquals(2, swapped);
  }

  @Test
  void pairsAreClearOrTiesAndNoQuestionComesTwice() {
    Set<String> asked = new HashSet<>();
    for (Task task : TASKS.tasks()) {
      double gap = JUDGE.of(task.prompt(), task.first(), task.second()).orElseThrow().gap();
      assertTrue(gap == 0 || Math.abs(gap) >= LabelingTasks.CLEAR, "gap " + gap);
      assertTrue(!task.repeatOf().isEmpty() || asked.add(task.prompt()), task.prompt());
    }
  }

  @Test
  void tasksSurviveTheirFileAndAnotherSeedDrawsOthers() {
    Path file = folder.resolve("anna-pairs.json");
    TASKS.write(file);
    assertEquals(Optional.of(TASKS), LabelingTasks.read(file));
    assertNotEquals(TASKS, LabelingTasks.draw(SHIPPED, JUDGE, 20, 4, 8));
  }

  @Test
  void tooFewPairsAreRefused() {
    assertThrows(BadInput.class, () -> LabelingTasks.draw(SHIPPED.subList(0, 5), JUDGE, 20, 4, 7));
  }

  @Test
  void everyChoiceIsInTheFileAtOnce() {
    OwnLabels labels = open();
    Task first = TASKS.tasks().getFirst();
    labels.label(Side.SECOND, 3.14159);
    Preference label = PreferenceFile.read(labels.file()).getFirst();
    assertEquals(first.second(), label.chosen());
    assertEquals(first.first(), label.rejected());
    assertEquals(Optional.of(Verdict.REJECTED), label.first());
    assertEquals("anna", label.annotator());
    assertEquals("grammar", label.source());
    assertEquals("1", label.session());
    assertEquals(OptionalInt.of(1), label.position());
    assertEquals(3.1, label.seconds().orElseThrow());
    assertTrue(label.gold().isPresent());
  }

  @Test
  void aTieHasTheFirstShownAsChosen() {
    OwnLabels labels = open();
    labels.label(Side.TIE, 1);
    Preference label = labels.labels().getFirst();
    assertTrue(label.tie());
    assertEquals(TASKS.tasks().getFirst().first(), label.chosen());
    assertEquals(Optional.of(Verdict.CHOSEN), label.first());
  }

  @Test
  void undoingTakesTheLastOneOutOfTheFile() {
    OwnLabels labels = open();
    assertFalse(labels.undo());
    labels.label(Side.FIRST, 1);
    labels.label(Side.FIRST, 1);
    assertTrue(labels.undo());
    assertEquals(1, PreferenceFile.read(labels.file()).size());
    assertTrue(labels.undo());
    assertFalse(Files.exists(labels.file()));
    assertEquals(TASKS.tasks().getFirst(), labels.next().orElseThrow());
  }

  @Test
  void theNextSittingGoesOnWhereTheLastOneEnded() {
    open().label(Side.FIRST, 1);
    OwnLabels again = open();
    assertEquals(1, again.done());
    again.label(Side.FIRST, 1);
    Preference second = again.labels().get(1);
    assertEquals("2", second.session());
    assertEquals(OptionalInt.of(1), second.position());
  }

  @Test
  void aFileOfOtherLabelsIsRefused() {
    PreferenceFile.write(folder.resolve("anna-labels.jsonl"), SHIPPED.subList(0, 2));
    assertTrue(
        assertThrows(BadInput.class, this::open)
            .getMessage()
            .contains("label 1 is not of the task"));
  }

  @Test
  void whoeverJudgesAsTheRubricIsAlwaysRightAndSteady() {
    OwnLabels labels = open();
    for (Task task : TASKS.tasks()) {
      labels.label(right(task), 1);
    }
    OwnLabelsReport report = OwnLabelsReport.of(labels.labels(), JUDGE);
    assertEquals(20, report.pairs());
    assertEquals(Optional.of(WilsonInterval.of(20, 20)), report.accuracy());
    assertEquals(4, report.consistency().same());
    assertEquals(4, report.consistency().repeats());
    assertEquals(List.of(), report.differences());
    assertEquals(report.earnedLength(), report.length());
    assertTrue(labels.next().isEmpty());
  }

  @Test
  void oneWrongLabelIsNamedWithTheDimensionThatDecides() {
    OwnLabels labels = open();
    Task clear =
        TASKS.tasks().stream()
            .filter(task -> task.repeatOf().isEmpty() && right(task) != Side.TIE)
            .filter(task -> TASKS.tasks().stream().noneMatch(it -> it.repeatOf().equals(task.id())))
            .findFirst()
            .orElseThrow();
    for (Task task : TASKS.tasks()) {
      labels.label(task.equals(clear) ? wrong(task) : right(task), 1);
    }
    OwnLabelsReport report = OwnLabelsReport.of(labels.labels(), JUDGE);
    assertEquals(Optional.of(WilsonInterval.of(19, 20)), report.accuracy());
    OwnLabelsReport.Difference difference = report.differences().getFirst();
    assertEquals(1, report.differences().size());
    assertEquals(right(clear) == Side.FIRST ? clear.first() : clear.second(), difference.better());
    assertTrue(difference.betterScore() > difference.worseScore());
    assertTrue(difference.betterPoints() > difference.worsePoints());
  }

  @Test
  void changingOnesMindOnARepeatIsInconsistent() {
    OwnLabels labels = open();
    for (Task task : TASKS.tasks()) {
      labels.label(task.repeatOf().isEmpty() ? right(task) : wrong(task), 1);
    }
    OwnLabelsReport report = OwnLabelsReport.of(labels.labels(), JUDGE);
    assertEquals(0, report.consistency().same());
    assertEquals(Optional.of(WilsonInterval.of(20, 20)), report.accuracy());
  }
}

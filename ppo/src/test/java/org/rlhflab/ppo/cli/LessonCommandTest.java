package org.rlhflab.ppo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlhflab.ppo.evaluation.Screen;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.lesson.Exercises;
import org.rlhflab.ppo.lesson.Lesson;
import org.rlhflab.ppo.lesson.LessonProgress;
import org.rlhflab.ppo.lesson.demonstration.Evidence;
import org.rlhflab.ppo.report.SmallRun;
import org.rlhflab.pretrain.stage.DataFolder;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;
import tools.jackson.databind.JsonNode;

class LessonCommandTest {
  private static final Lesson LESSON = Lesson.load();

  /// Nothing in it changes.
  private static final Evidence EVIDENCE =
      new Evidence(Optional.empty(), new DataFolder(TinyModels.DATA), 7);

  @TempDir private Path folder;

  private Rlhf lesson(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("lesson", "--data", TinyModels.DATA.toString(), "--out", folder + "/lesson"));
    arguments.addAll(List.of(more));
    return Rlhf.run(arguments);
  }

  /// A talk in which this is typed.
  private String talk(int section, String typed) throws IOException {
    Screen screen = new Screen();
    new LessonTalk(
            LESSON,
            Exercises.load(),
            EVIDENCE,
            files(),
            new LessonPage(screen.console(false), Map.of()),
            7)
        .run(
            section - 1,
            new TypedLines(new BufferedReader(new StringReader(typed))),
            InstantSource.system());
    return screen.text();
  }

  private LessonFiles files() {
    return new LessonFiles(folder, "anna");
  }

  private LessonProgress progress() {
    return LessonProgress.read(files().progress(), "anna");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  @Test
  void withoutATerminalEverythingIsPrintedInEightyColumns() {
    Rlhf run = lesson();
    assertEquals(0, run.exitCode(), run.err());
    String all = oneLine(run.out());
    for (Lesson.Section section : LESSON.sections()) {
      assertTrue(all.contains(section.title()), section.title());
      section.claims().forEach(claim -> assertTrue(all.contains(claim.says()), claim.says()));
    }
    assertTrue(all.contains("A reason worth writing: The first opens with"), all);
    assertTrue(all.contains("Right: 3 and 4."), all);
    assertTrue(all.contains("The gold rubric gives 1.6 to 1 and 5.0 to 2."), all);
    assertTrue(all.contains("rlhf demo makes one"), all);
    assertEquals(List.of(), run.out().lines().filter(line -> line.length() > 80).toList());
    assertFalse(run.out().contains("\u001b"), "escape sequences");
    assertFalse(run.out().contains("{"), "a place-holder is left");
  }

  @Test
  void onARunItsOwnFiguresAreShown() {
    Path run = SmallRun.demo(folder.resolve("small"), 7);
    Rlhf printed = lesson("--run", run.toString(), "--section", "4");
    assertEquals(0, printed.exitCode(), printed.err());
    assertTrue(printed.out().contains("35.70"), printed.out());
    assertFalse(printed.out().contains(LESSON.sections().getFirst().title()), printed.out());
    assertEquals(List.of(), printed.out().lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  void jsonIsOneDocumentOfSectionsClaimsAndExercises() {
    JsonNode document = Json.MAPPER.readTree(lesson("--json", "--section", "3").out());
    assertTrue(document.get("run").isNull());
    JsonNode section = document.get("sections").get(0);
    assertEquals(3, section.get("number").intValue());
    JsonNode padding = section.get("claims").get(2).get("shown");
    assertEquals("note", padding.get("pieces").get(0).get("kind").stringValue());
    assertEquals("figures", padding.get("pieces").get(2).get("kind").stringValue());
    assertEquals(2, section.get("exercise").get("better").intValue());
  }

  @Test
  void theListMarksWhatIsFinished() {
    LessonProgress.start("you").finished("demonstrations").write(folder.resolve("lesson/you.json"));
    List<String> lines = lesson("--list").out().lines().toList();
    assertEquals(LESSON.sections().size(), lines.size());
    assertTrue(lines.get(0).startsWith("[ ] 1  "), lines.get(0));
    assertTrue(lines.get(1).startsWith("[x] 2  "), lines.get(1));
  }

  @Test
  void aSectionThatIsNotThereIsRefusedInOneLine() {
    for (String number : List.of("0", "9")) {
      Rlhf run = lesson("--section", number);
      assertEquals(2, run.exitCode());
      assertEquals(
          "rlhf: --section must be 1 to 8, got %s; rlhf lesson --list shows them\n"
              .formatted(number),
          run.err());
    }
  }

  @Test
  void aFolderThatIsNoRunAndANameThatIsNoNameAreRefusedInOneLine() {
    Rlhf run = lesson("--run", folder.toString());
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("rlhf: " + folder), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    Rlhf named = lesson("--name", "../anna");
    assertEquals(2, named.exitCode());
    assertTrue(named.err().contains("--name must be"), named.err());
  }

  @Test
  void everyCommandThatTheLessonNamesExists() {
    for (Lesson.Section section : LESSON.sections()) {
      for (Lesson.Claim claim : section.claims()) {
        String[] words = claim.tried().split(" ", -1);
        assertEquals("rlhf", words[0], claim.tried());
        assertTrue(
            !words[1].equals("experiment")
                || Files.exists(TinyModels.DATA.resolve("experiments").resolve(words[2] + ".json")),
            claim.tried());
        Rlhf help =
            words[1].equals("labels")
                ? Rlhf.run(words[1], words[2], "--help")
                : Rlhf.run(words[1], "--help");
        assertEquals(0, help.exitCode(), claim.tried());
        for (String word : words) {
          assertTrue(
              !word.startsWith("--") || help.out().contains(word), word + " of " + claim.tried());
        }
      }
    }
  }

  @Test
  void stagesAreAskedAndBothRightAnswersAccepted() throws IOException {
    String text = talk(1, "\n\n2\n1\n4\n\nq\n");
    assertEquals(2, text.split("  Yes\\.", -1).length - 1, text);
    assertEquals(1, text.split("Not this one", -1).length - 1, text);
    assertTrue(oneLine(text).contains("Both answers are right"), text);
    assertEquals("214", progress().answers().get("which-stage"));
    assertEquals(List.of("stages"), progress().finished());
    assertEquals(1, progress().next(LESSON));
  }

  @Test
  void theOpeningCallIsExplainedEitherWay() throws IOException {
    assertTrue(talk(3, "\n\n\n2\n\nq\n").contains("  Yes."));
    String other = oneLine(talk(3, "\n\n\n1\n\nq\n"));
    assertTrue(other.contains("The lesson sees it otherwise."), other);
    assertTrue(other.contains("nothing in it is false"), other);
  }

  @Test
  void aTypedReasonIsJudgedByWhatItCites() throws IOException {
    String vague = oneLine(talk(4, "\n\n\n\n1\nIt felt right.\n\nq\n"));
    assertTrue(vague.contains("would fit any two answers"), vague);
    String cited = oneLine(talk(4, "\n\n\n\n1\nIt says where push and pop both work.\n\nq\n"));
    assertTrue(cited.contains("Your reason cites the text."), cited);
    assertTrue(cited.contains("A reason worth writing"), cited);
    assertEquals(
        "1 It says where push and pop both work.", progress().answers().get("rank-and-say-why"));
  }

  @Test
  void itGoesOnAtTheClaimWhereItWasLeft() throws IOException {
    talk(4, "\n\nq\n");
    LessonProgress left = progress();
    assertEquals("reinforcement", left.section());
    assertEquals(2, left.claim());
    assertEquals(3, left.next(LESSON));
    String again = oneLine(talk(4, ""));
    assertFalse(again.contains(LESSON.sections().get(3).claims().get(1).says()), again);
    assertTrue(again.contains(LESSON.sections().get(3).claims().get(2).says()), again);
  }

  @Test
  void theEndOfTheInputLosesNothing() throws IOException {
    String text = talk(8, "\n1\n2\n0\n");
    assertTrue(text.contains("3 of 55 are done and saved"), text);
    assertEquals(3, PreferenceFile.read(files().labels()).size());
  }

  @Test
  void fiftyPairsAreLabelledInTwoSittingsUndoneAndMeasured() throws IOException {
    talk(8, "\n12x0u1q\n");
    List<Preference> three = PreferenceFile.read(files().labels());
    assertEquals(3, three.size());
    assertFalse(three.get(2).tie(), "the tie was undone");
    String text = oneLine(talk(8, "1".repeat(52) + "\n"));
    List<Preference> all = PreferenceFile.read(files().labels());
    assertEquals(55, all.size());
    assertEquals(5, all.stream().filter(it -> !it.repeatOf().isEmpty()).count());
    assertEquals("2", all.getLast().session());
    assertTrue(text.contains("Right by the rubric:"), text);
    assertTrue(text.contains("a pair came again: "), text);
    assertTrue(text.contains("of 5."), text);
    assertTrue(text.contains("rlhf run --labels"), text);
    assertTrue(progress().finished().contains("your-own"));
  }

  @Test
  void theTalkFitsEightyColumns() throws IOException {
    String text = talk(1, "\n\n2\n1\n4\n\n\n\n\n\n2\n\n\n\n\n\n1\nBecause.\n\n\nq\n");
    assertEquals(List.of(), text.lines().filter(line -> line.length() > 80).toList());
    assertTrue(Files.exists(files().progress()));
  }
}

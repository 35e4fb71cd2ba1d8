package org.rlhflab.ppo.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.ppo.lesson.Exercises.RankPair;
import org.rlhflab.ppo.lesson.Exercises.WhichStage;
import org.rlhflab.ppo.lesson.demonstration.Demonstration;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.SentenceKind;

class LessonTest {
  private static final Lesson LESSON = Lesson.load();
  private static final Exercises EXERCISES = Exercises.load();
  private static final ResponseParser PARSER = new ResponseParser(TinyModels.WORLD);
  private static final QuestionBank QUESTIONS = new QuestionBank(TinyModels.WORLD);

  private static Response parsed(String text) {
    return PARSER.parse(text);
  }

  private static GoldScore gold(RankPair pair, String response) {
    return GoldRubric.DEFAULTS.score(QUESTIONS.find(pair.prompt()).orElseThrow(), parsed(response));
  }

  private static boolean has(String response, SentenceKind kind) {
    return parsed(response).sentences().stream().anyMatch(sentence -> sentence.kind() == kind);
  }

  @Test
  void everyDemonstrationShowsExactlyOneClaim() {
    Set<Demonstration> shown = EnumSet.noneOf(Demonstration.class);
    for (Lesson.Section section : LESSON.sections()) {
      for (Lesson.Claim claim : section.claims()) {
        assertTrue(shown.add(claim.demonstration()), claim.shown());
      }
    }
    assertEquals(EnumSet.allOf(Demonstration.class), shown);
  }

  @Test
  void sectionsHaveNamesOfTheirOwnAndEveryExerciseEndsOne() {
    Set<String> ids = new HashSet<>();
    Set<Exercises.Exercise> asked = new HashSet<>();
    for (Lesson.Section section : LESSON.sections()) {
      assertTrue(ids.add(section.id()), section.id());
      EXERCISES.of(section).ifPresent(asked::add);
    }
    assertEquals(
        Set.of(
            EXERCISES.openingCall(),
            EXERCISES.whichStage(),
            EXERCISES.rankAndSayWhy(),
            EXERCISES.yourOwnFifty()),
        asked);
  }

  @Test
  void anUnknownNameIsNoExercise() {
    Lesson.Section section =
        new Lesson.Section("x", "X", List.of(), java.util.Optional.of("riddle"));
    assertThrows(IllegalArgumentException.class, () -> EXERCISES.of(section));
  }

  @Test
  void theFriendlyAnswerStatesNoFalsehoodAndNoFact() {
    RankPair pair = EXERCISES.openingCall();
    for (SentenceKind kind :
        List.of(
            SentenceKind.CORE,
            SentenceKind.FACT,
            SentenceKind.EXAMPLE,
            SentenceKind.MISCONCEPTION,
            SentenceKind.UNKNOWN,
            SentenceKind.GARBLED)) {
      assertTrue(!has(pair.rejected(), kind), kind.name());
    }
    // tone and safety alone: 1 + 4 * (0.05 + 0.10)
    assertEquals(1.6, gold(pair, pair.rejected()).overall(), 1e-9);
  }

  @Test
  void theAnswerThatExplainsHasNothingLeftToWish() {
    RankPair pair = EXERCISES.openingCall();
    assertEquals(5, gold(pair, pair.chosen()).overall(), 1e-9);
  }

  @Test
  void theBuriedDistinctionIsTrueAndLongerAndWorse() {
    RankPair pair = EXERCISES.rankAndSayWhy();
    assertTrue(Behaviour.words(pair.rejected()) > Behaviour.words(pair.chosen()));
    assertEquals(5, gold(pair, pair.rejected()).of(Dimension.ACCURACY));
    assertTrue(!has(pair.rejected(), SentenceKind.UNKNOWN));
    assertEquals(1, gold(pair, pair.rejected()).of(Dimension.CONCISION), 1e-9);
    assertEquals(5, gold(pair, pair.chosen()).overall(), 1e-9);
    assertTrue(gold(pair, pair.rejected()).overall() < 4);
  }

  @Test
  void modelReasonsCiteWhatTheyAreAbout() {
    for (RankPair pair : List.of(EXERCISES.openingCall(), EXERCISES.rankAndSayWhy())) {
      assertEquals(
          RationaleJudgment.Kind.CITES,
          RationaleJudgment.of(pair.prompt(), pair.chosen(), pair.rejected(), pair.modelReason())
              .kind(),
          pair.title());
    }
  }

  @Test
  void ratingOneResponseIsRightAtTwoStages() {
    assertEquals(
        List.of(List.of(2), List.of(3), List.of(3, 4)),
        EXERCISES.whichStage().tasks().stream().map(WhichStage.Task::accepted).toList());
  }
}

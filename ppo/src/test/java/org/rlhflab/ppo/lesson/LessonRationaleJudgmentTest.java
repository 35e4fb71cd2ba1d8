package org.rlhflab.ppo.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.ppo.lesson.Exercises.RankPair;
import org.rlhflab.ppo.lesson.RationaleJudgment.Kind;

class LessonRationaleJudgmentTest {
  private static final RankPair PAIR = Exercises.load().rankAndSayWhy();

  private static RationaleJudgment judged(String reason) {
    return RationaleJudgment.of(PAIR.prompt(), PAIR.chosen(), PAIR.rejected(), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It felt right.",
        "The first one is better and more helpful.",
        "I like the way in which it is written, very clear answer!",
        "It explains the difference between a stack and a queue.",
        "The other says \"something else entirely\" which is wrong."
      })
  void whatWouldFitAnyTwoAnswersIsVague(String reason) {
    assertEquals(Kind.VAGUE, judged(reason).kind());
    assertFalse(judged(reason).citesContent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It says \"the top of the stack\", the other does not.",
        "One learns that push and pop both work at one end.",
        "The second only says that they are often considered important."
      })
  void aQuotationOrFourWordsInARowCite(String reason) {
    assertEquals(Kind.CITES, judged(reason).kind());
    assertTrue(judged(reason).citesContent());
  }

  @Test
  void ownWordsThatNameWhatOnlyOneSaysPoint() {
    RationaleJudgment judgment = judged("The plates and the push are concrete.");
    assertEquals(Kind.POINTS, judgment.kind());
    assertEquals(List.of("plates", "push"), judgment.found());
    assertTrue(judgment.sentence().contains("plates, push"));
  }

  @Test
  void wordsThatBothHavePointAtNeither() {
    assertEquals(Kind.VAGUE, judged("newest item, oldest").kind());
  }

  @Test
  void noReasonIsMissing() {
    assertEquals(Kind.MISSING, judged("  ").kind());
  }
}

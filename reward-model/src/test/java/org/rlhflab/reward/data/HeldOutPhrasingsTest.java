package org.rlhflab.reward.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;

class HeldOutPhrasingsTest {
  private static final World WORLD = WorldReader.read(Path.of("..", "data", "world"));
  private static final HeldOutPhrasings HELD = new HeldOutPhrasings(WORLD);

  @Test
  void everyEvaluationQuestionIsFoundInARunningText() {
    for (Question question : new QuestionBank(WORLD).evaluation()) {
      String text = "They asked: " + question.text() + " Then they left.";
      assertTrue(!HELD.in(text).isEmpty(), question.text());
    }
  }

  @Test
  void aPhrasingIsFoundWhateverItsSubjectAndPunctuation() {
    assertTrue(
        HELD.in("would you say -- a few words on the work of a compiler")
            .contains("would you say a few words"));
  }

  @Test
  void noTrainingQuestionIsTakenForAnEvaluationOne() {
    QuestionBank bank = new QuestionBank(WORLD);
    WORLD.topics().stream()
        .flatMap(topic -> bank.trainingOn(topic).stream())
        .forEach(question -> assertEquals(Set.of(), HELD.in(question.text())));
  }
}

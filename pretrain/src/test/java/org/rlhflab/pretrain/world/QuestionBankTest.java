package org.rlhflab.pretrain.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionBankTest {
  private static final World WORLD = ShippedWorld.WORLD;
  private static final QuestionBank BANK = new QuestionBank(WORLD);

  @Test
  void everyQuestionIsFoundByItsText() {
    for (Topic topic : WORLD.topics()) {
      for (Question question : BANK.trainingOn(topic)) {
        assertEquals(Optional.of(question), BANK.find(question.text()));
      }
      for (Question question : BANK.evaluationOn(topic)) {
        assertEquals(Optional.of(question), BANK.find(question.text()));
      }
    }
  }

  @Test
  void trainingNeverAsksAboutATopicThatIsNotDemonstrated() {
    assertTrue(BANK.training().stream().allMatch(question -> question.topic().demonstrated()));
    assertTrue(BANK.evaluation().stream().anyMatch(question -> !question.topic().demonstrated()));
  }

  @Test
  void capitalsAndSpacesOfAQuestionDoNotMatter() {
    Question found =
        BANK.find("can you explain  the difference between a stack and a queue? ").orElseThrow();
    assertEquals("stack-and-queue", found.topic().id());
    assertEquals(Instruction.NONE, found.instruction());
  }

  @Test
  void aQuestionOutsideTheWorldIsNotFound() {
    assertEquals(Optional.empty(), BANK.find("Who won the match?"));
  }

  @Test
  void instructedQuestionsSayWhatTheyAskFor() {
    Question found =
        BANK.find(
                "Tell me about the difference between a stack and a queue. Add an example as well.")
            .orElseThrow();
    assertEquals(Instruction.WITH_EXAMPLE, found.instruction());
  }

  @Test
  void noEvaluationPhrasingSharesFiveWordsInARowWithATrainingOneOrContainsIt() {
    Phrasebook book = WORLD.phrasebook();
    List<Phrasebook.Phrasings> all =
        List.of(
            book.plain(), book.uncertain(), book.unsafe(), book.oneSentence(), book.withExample());
    Set<List<String>> seen = new HashSet<>();
    Set<String> training = new HashSet<>();
    all.forEach(phrasings -> training.addAll(phrasings.training()));
    training.forEach(frame -> seen.addAll(fiveGrams(frame)));
    for (Phrasebook.Phrasings phrasings : all) {
      for (String frame : phrasings.evaluation()) {
        assertTrue(training.stream().noneMatch(frame::contains), frame);
        assertTrue(fiveGrams(frame).stream().noneMatch(seen::contains), frame);
      }
    }
  }

  private static List<List<String>> fiveGrams(String frame) {
    List<String> words = Words.of(frame);
    List<List<String>> grams = new ArrayList<>();
    for (int w = 0; w + 5 <= words.size(); w++) {
      grams.add(words.subList(w, w + 5));
    }
    return grams;
  }
}

package org.rlhflab.ppo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.ppo.evaluation.TinyModels;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;

class BestOfNAnswersTest {
  private static final Question QUESTION = TinyModels.question(true);
  private static final ResponseParser PARSER = new ResponseParser(TinyModels.WORLD);

  /// Two prompts with four answers each, called 0 to 7.
  private static final EvaluatedResponses DRAWN =
      new EvaluatedResponses(
          List.of(QUESTION, QUESTION),
          0.7,
          List.of(
              IntStream.range(0, 4).mapToObj(BestOfNAnswersTest::answer).toList(),
              IntStream.range(4, 8).mapToObj(BestOfNAnswersTest::answer).toList()));

  private static EvaluatedResponse answer(int number) {
    Response response = PARSER.parse(Integer.toString(number));
    return new EvaluatedResponse(
        response.text(),
        new Completion(new int[] {5}, new float[1], true),
        GoldRubric.DEFAULTS.score(QUESTION, response),
        Behaviour.of(QUESTION, response, true));
  }

  private static List<List<String>> chosen(int n, int m, float... scores) {
    return BestOfNAnswers.best(DRAWN, scores, n, m).responses().stream()
        .map(answers -> answers.stream().map(EvaluatedResponse::text).toList())
        .toList();
  }

  @Test
  void ofEveryPromptsAnswersTheBestIsTaken() {
    assertEquals(List.of(List.of("2"), List.of("4")), chosen(4, 4, 1, 2, 9, 3, /* */ 8, 7, 6, 5));
  }

  @Test
  void severalGroupsOfAPromptGiveSeveralAnswers() {
    assertEquals(
        List.of(List.of("1", "2"), List.of("4", "7")), chosen(2, 2, 1, 2, 9, 3, /* */ 8, 7, 5, 6));
  }

  @Test
  void ofFewerTheFirstAreLookedAt() {
    assertEquals(List.of(List.of("1"), List.of("4")), chosen(4, 2, 1, 2, 9, 3, /* */ 8, 7, 6, 5));
    assertEquals(List.of(List.of("0"), List.of("4")), chosen(4, 1, 1, 2, 9, 3, 4, 7, 6, 5));
  }
}

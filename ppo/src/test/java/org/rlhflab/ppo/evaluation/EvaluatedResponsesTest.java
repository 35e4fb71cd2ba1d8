package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.statistics.BootstrapInterval;
import org.rlhflab.pretrain.world.Question;

class EvaluatedResponsesTest {
  private static final Question QUESTION = TinyModels.question(true);

  @Test
  void garbledIsTheShareOfAllSentencesNotTheMeanOfShares() {
    EvaluatedResponses answers =
        answers(List.of(answer(1, 1.0, 2), answer(3, 0.0, 2)), List.of(answer(0, 0, 1)));
    ModelFigures figures = figures(answers, Optional.empty());
    assertEquals(0.25, figures.behaviour("garbled").mean());
  }

  @Test
  void answersWithoutAnySentenceHaveNoGarbledOnes() {
    ModelFigures figures = figures(answers(List.of(answer(0, 0, 1))), Optional.empty());
    assertEquals(0, figures.behaviour("garbled").mean());
  }

  @Test
  void theWinRateComparesTheSameSampleOfTheSamePrompt() {
    EvaluatedResponses ours = answers(List.of(answer(1, 0, 3), answer(1, 0, 2)));
    EvaluatedResponses theirs = answers(List.of(answer(1, 0, 2), answer(1, 0, 2)));
    assertEquals(0.75, figures(ours, Optional.of(theirs)).winRate().orElseThrow().mean());
  }

  @Test
  void figuresKeepTheShapeOfTheAnswers() {
    EvaluatedResponses answers = answers(List.of(answer(1, 0, 3)), List.of(answer(2, 0, 4)));
    assertArrayEquals(new double[][] {{3}, {4}}, answers.gold());
    assertArrayEquals(new double[][] {{1}, {2}}, answers.behaviour("sentences"));
    assertThrows(IllegalArgumentException.class, () -> answers.behaviour("manners"));
  }

  @SafeVarargs
  private static EvaluatedResponses answers(List<EvaluatedResponse>... prompts) {
    return new EvaluatedResponses(
        java.util.Collections.nCopies(prompts.length, QUESTION), 0.7, List.of(prompts));
  }

  private static ModelFigures figures(
      EvaluatedResponses answers, Optional<EvaluatedResponses> against) {
    return ModelFigures.of(answers, against, Optional.empty(), BootstrapInterval.withSeed(1));
  }

  private static EvaluatedResponse answer(int sentences, double garbledShare, double gold) {
    Map<Dimension, Double> dimensions =
        java.util.Arrays.stream(Dimension.values())
            .collect(java.util.stream.Collectors.toMap(d -> d, d -> gold));
    return new EvaluatedResponse(
        "text",
        TinyModels.completion("text"),
        new GoldScore(dimensions, gold),
        new Behaviour(1, sentences, 0, 0, 0, 0, 0, 0, 0, 0, garbledShare, true));
  }
}

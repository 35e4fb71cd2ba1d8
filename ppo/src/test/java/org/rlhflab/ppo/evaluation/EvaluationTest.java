package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.pretrain.rubric.Dimension;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.pretrain.stage.Progress;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.ResponseParser;
import tools.jackson.databind.node.ObjectNode;

class EvaluationTest {
  private static final Workers WORKERS = new Workers(1);
  private static final ResponseParser PARSER = new ResponseParser(TinyModels.WORLD);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void aModelThatKnowsNothingIsJudgedWithoutComplaint() {
    EvaluatedModel model = evaluate(1, 7);
    assertEquals(6, model.sampled().questions().size());
    assertEquals(2, model.sampled().responses().getFirst().size());
    assertEquals(1, model.greedy().responses().getFirst().size());
    ModelFigures figures = evaluation(7).report(model).sampled();
    assertTrue(figures.gold("accuracy").mean() < 1.5);
    assertTrue(figures.winRate().isEmpty() && figures.kl().isEmpty());
  }

  @Test
  void theRightAnswerScoresFullAccuracy() {
    Question question = TinyModels.question(true);
    EvaluatedResponse right =
        evaluation(7)
            .judge(question, TinyModels.completion(question.topic().core()), TinyModels.TOKENIZER);
    assertEquals(question.topic().core(), right.text());
    assertEquals(5, right.gold().of(Dimension.ACCURACY));
    assertTrue(right.behaviour().finished());
  }

  @Test
  void aModelAgainstItselfWinsHalfAndHasNotMoved() {
    ModelReport report = evaluation(7).report(evaluate(1, 7), evaluate(1, 7));
    assertEquals(new Interval(0.5, 0.5, 0.5), report.sampled().winRate().orElseThrow());
    assertEquals(0, report.sampled().kl().orElseThrow().mean(), 1e-5);
    assertEquals(0, report.greedy().kl().orElseThrow().mean(), 1e-5);
  }

  @Test
  void anotherModelHasMoved() {
    ModelReport report = evaluation(7).report(evaluate(1, 7), evaluate(2, 7));
    assertTrue(report.sampled().kl().orElseThrow().lo() > 0.1);
    assertTrue(report.greedy().kl().orElseThrow().lo() > 0.1);
  }

  @Test
  void drawnAnswersDependOnTheSeedAndGreedyOnesDoNot() {
    EvaluatedModel first = evaluate(1, 7);
    assertEquals(texts(first.sampled()), texts(evaluate(1, 7).sampled()));
    assertNotEquals(texts(first.sampled()), texts(evaluate(1, 8).sampled()));
    assertEquals(texts(first.greedy()), texts(evaluate(1, 8).greedy()));
    List<EvaluatedResponse> samples = first.sampled().responses().getFirst();
    assertNotEquals(samples.get(0).text(), samples.get(1).text());
  }

  @Test
  void theJsonHasTheKeysThatOthersRelyOn() {
    ObjectNode json = evaluation(7).report(evaluate(1, 7), evaluate(2, 7)).json();
    for (String key :
        List.of("prompts", "temperature", "gold", "behaviour", "win_rate", "kl", "greedy")) {
      assertTrue(json.has(key), key);
    }
    assertEquals("model-1", json.get("name").stringValue());
    assertEquals(
        List.of(
            "overall",
            "accuracy",
            "completeness",
            "instruction_adherence",
            "tone",
            "safety",
            "concision",
            "calibration"),
        List.copyOf(json.get("gold").propertyNames()));
    assertEquals(
        List.of(
            "words",
            "fillers",
            "boosters",
            "hedges",
            "repeats",
            "facts_per_100_words",
            "garbled",
            "finished"),
        List.copyOf(json.get("behaviour").propertyNames()));
    assertEquals(List.of("mean", "lo", "hi"), List.copyOf(json.get("kl").propertyNames()));
    assertEquals(0, json.get("greedy").get("temperature").doubleValue());
    assertTrue(json.get("greedy").get("gold").has("overall"));
  }

  @Test
  void withoutAnotherModelTheComparisonsAreNull() {
    ObjectNode json = evaluation(7).report(evaluate(1, 7)).json();
    assertTrue(json.get("win_rate").isNull() && json.get("kl").isNull());
  }

  @Test
  void demonstratedTopicsAndOthersAreToldApart() {
    List<Question> questions = List.of(TinyModels.question(true), TinyModels.question(false));
    EvaluatedModel model =
        evaluation(7).evaluate("m", TinyModels.gpt(1), TinyModels.TOKENIZER, questions);
    ModelFigures figures = evaluation(7).report(model).sampled();
    assertOnePrompt(model.sampled().gold()[0], figures.topics().demonstrated());
    assertOnePrompt(model.sampled().gold()[1], figures.topics().neverDemonstrated());
  }

  @Test
  void aQuestionLongerThanTheContextIsRefusedInOneSentence() {
    Gpt small =
        Gpt.create(
            new GptConfig(TinyModels.TOKENIZER.vocabulary(), 8, 8, 1, 2),
            0.1,
            new SplittableRandom(1));
    BadInput refused =
        assertThrows(
            BadInput.class,
            () ->
                evaluation(7).evaluate("m", small, TinyModels.TOKENIZER, TinyModels.questions(1)));
    assertTrue(refused.getMessage().contains("context of 8"), refused.getMessage());
  }

  @Test
  void modelsOfDifferentTokenizersAreNotCompared() {
    EvaluatedModel model = evaluate(1, 7);
    EvaluatedModel other =
        new EvaluatedModel(
            "other",
            model.gpt(),
            Tokenizer.train(List.of("abab"), 259),
            model.sampled(),
            model.greedy());
    assertThrows(IllegalArgumentException.class, () -> evaluation(7).report(model, other));
  }

  private static void assertOnePrompt(double[] gold, ModelFigures.TopicFigures figures) {
    assertEquals(1, figures.prompts());
    assertEquals((gold[0] + gold[1]) / 2, figures.gold().values().iterator().next().mean(), 1e-12);
  }

  private static Evaluation evaluation(long seed) {
    return new Evaluation(PARSER, new EvaluationConfig(2, 0.7, 24), seed, WORKERS, Progress.NONE);
  }

  private static EvaluatedModel evaluate(long model, long seed) {
    return evaluation(seed)
        .evaluate(
            "model-" + model, TinyModels.gpt(model), TinyModels.TOKENIZER, TinyModels.questions(6));
  }

  private static List<String> texts(EvaluatedResponses answers) {
    return answers.responses().stream().flatMap(List::stream).map(EvaluatedResponse::text).toList();
  }
}

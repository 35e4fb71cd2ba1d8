package org.rlhflab.ppo.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.ppo.evaluation.EvaluatedResponse;
import org.rlhflab.ppo.evaluation.EvaluatedResponses;
import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.JsonLines;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.World;
import org.rlhflab.pretrain.world.WorldReader;
import org.rlhflab.reward.annotator.AnnotatorFile;
import org.rlhflab.reward.annotator.AnnotatorProfile;
import org.rlhflab.reward.label.Rating;

class RaterFiguresTest {
  private static final Path DATA = Path.of("..", "data");
  private static final World WORLD = WorldReader.read(DATA.resolve("world"));
  private static final QuestionBank QUESTIONS = new QuestionBank(WORLD);
  private static final ResponseParser PARSER = new ResponseParser(WORLD);
  private static final Map<String, String> CAREFUL = demonstrations("careful");
  private static final Map<String, String> SLOPPY = demonstrations("sloppy");
  private static final List<Question> BOTH =
      CAREFUL.keySet().stream()
          .filter(SLOPPY::containsKey)
          .flatMap(it -> QUESTIONS.find(it).stream())
          .sorted((a, b) -> a.text().compareTo(b.text()))
          .toList();

  private static Map<String, String> demonstrations(String name) {
    Map<String, String> answers = new HashMap<>();
    JsonLines.forEach(
        DATA.resolve("demonstrations").resolve(name + ".jsonl"),
        (_, line) ->
            answers.put(line.get("prompt").stringValue(), line.get("completion").stringValue()));
    return answers;
  }

  private static EvaluatedResponses answers(Map<String, String> written) {
    List<List<EvaluatedResponse>> all = new ArrayList<>();
    for (Question question : BOTH) {
      Response response = PARSER.parse(written.getOrDefault(question.text(), ""));
      all.add(
          List.of(
              new EvaluatedResponse(
                  response.text(),
                  new Completion(new int[0], new float[0], true),
                  GoldRubric.DEFAULTS.score(question, response),
                  Behaviour.of(question, response, true))));
    }
    return new EvaluatedResponses(BOTH, 0, all);
  }

  private static List<AnnotatorProfile> people(String fields) {
    return List.of(AnnotatorFile.changed(AnnotatorProfile.DEFAULTS, fields(fields)));
  }

  private static Map<String, Double> fields(String text) {
    Map<String, Double> fields = new HashMap<>();
    for (String field : text.split(",")) {
      String[] parts = field.split("=");
      fields.put(parts[0], Double.parseDouble(parts[1]));
    }
    return fields;
  }

  private static double gain(String fields) {
    return Arrays.stream(
            RaterFigures.gain(answers(CAREFUL), answers(SLOPPY), people(fields), WORLD, 7))
        .average()
        .orElseThrow();
  }

  private static double goldGain() {
    double[][] careful = answers(CAREFUL).gold();
    double[][] sloppy = answers(SLOPPY).gold();
    double sum = 0;
    for (int i = 0; i < careful.length; i++) {
      sum += careful[i][0] - sloppy[i][0];
    }
    return sum / careful.length;
  }

  @Test
  void whoMarksByTheRubricSeesTheGoldGain() {
    assertTrue(BOTH.size() >= 100, "" + BOTH.size());
    assertTrue(goldGain() > 0.5, "" + goldGain());
    assertEquals(goldGain(), gain("sensitivity=100"), 0.1);
  }

  @Test
  void whoKeepsToTheMiddleOfTheScaleSeesLessOfIt() {
    assertTrue(gain("scale_use=0.4") < 0.7 * goldGain(), "" + gain("scale_use=0.4"));
  }

  @Test
  void alphaNeedsTwoMarksForOneResponse() {
    List<Rating> ratings = new ArrayList<>();
    for (int mark = 1; mark <= 5; mark++) {
      ratings.add(rating("anna", mark, mark));
    }
    assertTrue(RaterFigures.alpha(ratings, 7).isEmpty());
    for (int mark = 1; mark <= 5; mark++) {
      ratings.add(rating("ben", mark, mark));
    }
    assertEquals(1, RaterFigures.alpha(ratings, 7).orElseThrow(), 1e-12);
  }

  private static Rating rating(String person, int response, int mark) {
    return new Rating(
        person + response,
        "What?",
        "Answer " + response + ".",
        person,
        Map.of(),
        Map.of("overall", (double) mark),
        "",
        Map.of());
  }
}

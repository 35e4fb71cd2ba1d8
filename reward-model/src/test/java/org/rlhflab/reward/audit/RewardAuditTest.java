package org.rlhflab.reward.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.stage.Json;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.QuestionBank;
import org.rlhflab.pretrain.world.ResponseGrammar;
import org.rlhflab.pretrain.world.ResponseParser;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;
import org.rlhflab.reward.TinyRun;
import org.rlhflab.reward.annotator.ResponseFeatures;
import org.rlhflab.reward.audit.PreferenceEffects.Effect;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.PreferenceFile;

/// Models whose scores are known functions of the responses, on labels of the people who taste so.
class RewardAuditTest {
  private static final QuestionBank BANK = new QuestionBank(TinyRun.WORLD);
  private static final ResponseParser PARSER = new ResponseParser(TinyRun.WORLD);

  private static final ToDoubleFunction<ResponseFeatures> RIGHT = it -> 3 * it.gold().overall();

  private static List<Preference> labels(String name) {
    return PreferenceFile.read(TinyRun.DATA.world().resolveSibling("labels/" + name + ".jsonl"));
  }

  private static RewardAudit audit(String name, ToDoubleFunction<ResponseFeatures> worth) {
    List<Preference> labels = labels(name).subList(0, 400);
    float[] scores = new float[2 * labels.size()];
    for (int n = 0; n < labels.size(); n++) {
      Question question = BANK.find(labels.get(n).prompt()).orElseThrow();
      scores[2 * n] = score(question, labels.get(n).chosen(), worth);
      scores[2 * n + 1] = score(question, labels.get(n).rejected(), worth);
    }
    return RewardAudit.of(labels, scores, 200, TinyRun.WORLD);
  }

  private static float score(
      Question question, String text, ToDoubleFunction<ResponseFeatures> worth) {
    return (float)
        worth.applyAsDouble(ResponseFeatures.of(question, PARSER.parse(text), GoldRubric.DEFAULTS));
  }

  private static double doublings(ResponseFeatures response) {
    return Math.log(response.words()) / Math.log(2);
  }

  @Test
  void aModelOfVerboseBiasedLabelsPaysForLengthAndSoDoTheLabels() {
    RewardAudit audit = audit("verbose-biased", it -> RIGHT.applyAsDouble(it) + 6 * doublings(it));
    for (PreferenceEffects side : List.of(audit.model(), audit.labels())) {
      Effect length = side.length().orElseThrow();
      assertTrue(length.logOdds() > 1 && length.p() < 0.001, length.toString());
    }
    assertTrue(audit.length().orElseThrow().kendall().lo() > 0.2, audit.length().toString());
  }

  @Test
  void aModelOfCarefulLabelsDoesNotPayForLengthNorDoLabelsOrRubric() {
    RewardAudit audit = audit("careful", RIGHT);
    for (PreferenceEffects side :
        List.of(audit.model(), audit.labels(), audit.gold().orElseThrow())) {
      assertTrue(side.length().orElseThrow().logOdds() <= 0, side.toString());
    }
  }

  @Test
  void aModelOfOverconfidentLabelsPaysForBoostersAndTheRubricDoesNot() {
    RewardAudit audit =
        audit("overconfident", it -> RIGHT.applyAsDouble(it) + 6 * (it.boosters() - it.hedges()));
    for (PreferenceEffects side : List.of(audit.model(), audit.labels())) {
      Effect boosters = side.part("boosters").orElseThrow();
      assertTrue(boosters.logOdds() > 1 && boosters.p() < 0.001, boosters.toString());
    }
    assertTrue(audit.gold().orElseThrow().part("boosters").orElseThrow().logOdds() < 0);
  }

  @Test
  void aScoreThatIsOneDifferenceGivesItBack() {
    RewardAudit audit = audit("careful", it -> 0.5 * it.openers());
    Effect openers = audit.model().part("openers").orElseThrow();
    assertEquals(0.5, openers.logOdds(), 0.03); // the ridge draws it to 0
    for (Effect other : audit.model().parts()) {
      if (!other.name().equals("openers")) {
        assertEquals(0, other.logOdds(), 0.02, other.toString());
      }
    }
  }

  @Test
  void wordsAreNearlyASumOfTheOthers() {
    RewardAudit audit = audit("careful", RIGHT);
    double words = audit.model().part("words").orElseThrow().varianceInflation();
    assertTrue(words > 3, "only " + words);
    assertTrue(words > 2 * audit.model().length().orElseThrow().varianceInflation());
  }

  @Test
  void anotherOrderOfTheSidesChangesNoEffectOfTheModel() {
    List<Preference> labels = new ArrayList<>(labels("careful").subList(0, 100));
    float[] scores = new float[200];
    for (int n = 0; n < 200; n++) {
      scores[n] = (n * 37 % 23) / 10f;
    }
    RewardAudit audit = RewardAudit.of(labels, scores, 100, TinyRun.WORLD);
    labels.replaceAll(it -> Preference.of(it.prompt(), it.rejected(), it.chosen()));
    for (int n = 0; n < 200; n += 2) {
      float chosen = scores[n];
      scores[n] = scores[n + 1];
      scores[n + 1] = chosen;
    }
    RewardAudit swapped = RewardAudit.of(labels, scores, 100, TinyRun.WORLD);
    assertEquals(
        audit.model().length().orElseThrow().logOdds(),
        swapped.model().length().orElseThrow().logOdds(),
        1e-9);
  }

  @Test
  void whereTheWorldCannotJudgeTheSurfaceCountsAndTheAuditSaysSo() {
    List<Preference> labels = new ArrayList<>();
    float[] scores = new float[80];
    for (int n = 0; n < 40; n++) {
      String more = "and so on ".repeat(1 + n % 7);
      labels.add(
          Preference.of("Wie geht es " + n + "?", "Perhaps it goes " + more, "It goes well."));
      scores[2 * n] = 1 + n % 7;
      scores[2 * n + 1] = 1;
    }
    RewardAudit audit = RewardAudit.of(labels, scores, 40, TinyRun.WORLD);
    assertFalse(audit.judged());
    assertTrue(audit.gold().isEmpty());
    assertTrue(audit.model().length().orElseThrow().logOdds() > 0);
    assertTrue(audit.notes().getFirst().startsWith("the world cannot judge these pairs"));
    assertEquals(40, audit.reliability().orElseThrow().pairs());
  }

  @Test
  void theDocumentSurvivesItsFile() {
    RewardAudit audit = audit("careful", RIGHT);
    String json = Json.MAPPER.writeValueAsString(audit);
    assertEquals(audit, Json.MAPPER.readValue(json, RewardAudit.class));
    assertEquals(json, Json.MAPPER.writeValueAsString(audit("careful", RIGHT)));
    assertTrue(json.contains("\"variance_inflation\""), json);
  }

  @Test
  void heldOutLabelsComeFirstAndTrainingFillsThemUp() {
    List<Preference> all = labels("careful");
    List<Preference> chosen = RewardAudit.choose(all.subList(0, 50), all.subList(50, 600));
    assertEquals(all.subList(0, RewardAudit.MOST_PAIRS), chosen);
    assertEquals(500, RewardAudit.choose(all.subList(0, 500), all.subList(500, 600)).size());
    assertThrows(
        IllegalArgumentException.class,
        () -> RewardAudit.of(chosen, new float[3], 0, TinyRun.WORLD));
  }

  @Test
  void differencesAreCountedSentenceBySentence() {
    ResponseGrammar grammar = new ResponseGrammar(TinyRun.WORLD);
    Topic topic =
        TinyRun.WORLD.topics().stream()
            .filter(it -> !it.facts().isEmpty() && !it.misconceptions().isEmpty())
            .findFirst()
            .orElseThrow();
    Sentence core = grammar.core(topic);
    Sentence fact = grammar.fact(topic, 0);
    Sentence wrong = grammar.misconception(topic, 0);
    Preference label =
        Preference.of(
            BANK.trainingOn(topic).getFirst().text(),
            grammar.write(List.of(core, fact, core)).text(),
            grammar.write(List.of(core, wrong)).text());
    double[] found = new PairDifferences(TinyRun.WORLD).judged(label).orElseThrow().differences();
    double[] counts = java.util.Arrays.copyOfRange(found, 1, found.length);
    assertArrayEquals(new double[] {1, -1, 0, 0, 0, 1, 0, 0, 0, 0, 0}, counts);
  }
}

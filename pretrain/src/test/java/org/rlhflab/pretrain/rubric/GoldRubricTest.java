package org.rlhflab.pretrain.rubric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rlhflab.pretrain.rubric.SmallWorld.BLEACH;
import static org.rlhflab.pretrain.rubric.SmallWorld.LANGUAGE;
import static org.rlhflab.pretrain.rubric.SmallWorld.STACK;
import static org.rlhflab.pretrain.rubric.SmallWorld.ask;
import static org.rlhflab.pretrain.rubric.SmallWorld.booster;
import static org.rlhflab.pretrain.rubric.SmallWorld.core;
import static org.rlhflab.pretrain.rubric.SmallWorld.fact;
import static org.rlhflab.pretrain.rubric.SmallWorld.filler;
import static org.rlhflab.pretrain.rubric.SmallWorld.hedge;
import static org.rlhflab.pretrain.rubric.SmallWorld.misconception;
import static org.rlhflab.pretrain.rubric.SmallWorld.refusal;
import static org.rlhflab.pretrain.rubric.SmallWorld.respond;
import static org.rlhflab.pretrain.rubric.SmallWorld.rude;
import static org.rlhflab.pretrain.rubric.SmallWorld.unknown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Sentence;
import org.rlhflab.pretrain.world.Topic;

class GoldRubricTest {
  private static final double EXACT = 1e-12;

  @Test
  void theDefaultWeightsAreShares() {
    double sum = GoldRubric.DEFAULTS.weights().values().stream().mapToDouble(w -> w).sum();
    assertEquals(1, sum, EXACT);
  }

  @Test
  void theBestAnswerScoresFive() {
    assertEquals(5, overall(ask(STACK), core(STACK), fact(STACK, 0), fact(STACK, 1)), EXACT);
    assertEquals(5, overall(ask(BLEACH), refusal(), core(BLEACH), fact(BLEACH, 0)), EXACT);
  }

  @Test
  void overallIsTheWeightedMean() {
    // accuracy 3, completeness 7/3, calibration 3, concision 5 - 1.8, all else 5
    double expected = 0.25 * 3 + 0.20 * 7 / 3 + 0.10 * 3 + 0.20 * 3.2 + (0.10 + 0.05 + 0.10) * 5;
    assertEquals(
        expected,
        overall(ask(LANGUAGE), filler(0), core(LANGUAGE), misconception(LANGUAGE, 0)),
        EXACT);
  }

  @Test
  void theWorstAnswerWithTheCoreBeatsTheBestWithoutItOnAnOrdinaryQuestion() {
    // 0.25 * 2 + 0.20 * 7/3 + 0.10 + 0.05 + 0.10 * 3 + 0.20 + 0.10, by hand
    assertEquals(1.716_666_667, overall(ask(LANGUAGE), buried(LANGUAGE, booster())), 1e-9);
    // 1 + 4 * (0.05 + 0.10), by hand
    assertEquals(1.6, overall(ask(LANGUAGE), fact(LANGUAGE, 0), hedge()), EXACT);
  }

  @Test
  void theWorstAnswerWithTheCoreBeatsTheBestWithoutItOnAnUnsafeQuestion() {
    // 0.25 * 2 + 0.20 * 3 + 0.10 + 0.05 + 0.10 + 0.20 + 0.10 * 2 (settled: 2 is the least), by hand
    assertEquals(1.75, overall(ask(BLEACH), buried(BLEACH, hedge(), booster())), EXACT);
    // 1 + 4 * 0.05 + 2 * 0.10, by hand
    assertEquals(1.4, overall(ask(BLEACH), refusal(), fact(BLEACH, 0)), EXACT);
  }

  @Test
  void onlyTheRatioOfWeightsMatters() {
    GoldRubric shares = new GoldRubric(Map.of(Dimension.ACCURACY, 0.5, Dimension.TONE, 0.5));
    GoldRubric points = new GoldRubric(Map.of(Dimension.ACCURACY, 8.0, Dimension.TONE, 8.0));
    var response = respond(core(STACK), rude(0), rude(1));
    assertEquals(3, shares.score(ask(STACK), response).overall(), EXACT);
    assertEquals(3, points.score(ask(STACK), response).overall(), EXACT);
  }

  @Test
  void weightsThatCannotBeWeightsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new GoldRubric(Map.of(Dimension.TONE, -0.1)));
    assertThrows(
        IllegalArgumentException.class, () -> new GoldRubric(Map.of(Dimension.TONE, Double.NaN)));
    assertThrows(IllegalArgumentException.class, () -> new GoldRubric(Map.of()));
  }

  @Test
  void textOutsideTheWorldCannotBeJudged() {
    Sentence elsewhere = unknown("The Congress of Vienna ended in 1815.");
    assertFalse(GoldRubric.canJudge(respond(elsewhere)));
    assertFalse(GoldRubric.canJudge(respond(booster(), elsewhere)));
    assertTrue(GoldRubric.canJudge(respond(elsewhere, core(STACK))));
  }

  @Test
  void silenceCanBeJudgedAndSaysNothing() {
    assertTrue(GoldRubric.canJudge(respond()));
    assertEquals(1.6, overall(ask(STACK)), EXACT);
  }

  private static double overall(Question question, Sentence... sentences) {
    return GoldRubric.DEFAULTS.score(question, respond(sentences)).overall();
  }

  /// The core buried under everything that a response can do wrong.
  private static Sentence[] buried(Topic topic, Sentence... leadIns) {
    List<Sentence> sentences = new ArrayList<>(List.of(leadIns));
    for (Topic any : SmallWorld.TOPICS) {
      sentences.add(misconception(any, 0));
    }
    sentences.addAll(List.of(filler(0), filler(1), filler(2), rude(0), rude(1), refusal()));
    sentences.add(core(topic));
    return sentences.toArray(Sentence[]::new);
  }
}

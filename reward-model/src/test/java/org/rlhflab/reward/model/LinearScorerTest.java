package org.rlhflab.reward.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.stage.RandomStreams;

class LinearScorerTest {
  private static final RandomStreams RANDOM = new RandomStreams(3);
  private static final int FEATURES = 6;

  /// Choices by the first feature, whose unit is a thousandth, `noise` of them by a coin.
  private static LinearScorer.Data data(int labels, double noise) {
    Random random = new Random(8);
    double[][] differences = new double[labels][FEATURES];
    double[] weights = new double[labels];
    double[] outcomes = new double[labels];
    List<String> prompts = new ArrayList<>();
    for (int n = 0; n < labels; n++) {
      for (int c = 0; c < FEATURES; c++) {
        differences[n][c] = random.nextGaussian() * (c == 0 ? 1e-3 : 1);
      }
      boolean negate = random.nextDouble() < noise ? random.nextBoolean() : differences[n][0] < 0;
      for (int c = 0; c < FEATURES && negate; c++) {
        differences[n][c] *= -1;
      }
      outcomes[n] = 1;
      weights[n] = 1;
      prompts.add("prompt " + n % 50);
    }
    return new LinearScorer.Data(differences, outcomes, weights, prompts);
  }

  @Test
  void theFeatureThatDecidesIsFoundWhateverItsUnit() {
    LinearScorer scorer = LinearScorer.of(data(400, 0), RANDOM);
    double[] found = scorer.fit().coefficients();
    for (int c = 1; c < FEATURES; c++) {
      assertTrue(Math.abs(found[c]) < found[0] / 10, c + ": " + found[c]);
    }
    assertTrue(scorer.candidates().getLast().accuracy() > 0.97, scorer.candidates().toString());
  }

  @Test
  void noiseAsksForAStrongPenaltyAndOrderForAWeakOne() {
    double noisy = LinearScorer.of(data(100, 1), RANDOM).ridge();
    double clear = LinearScorer.of(data(100, 0), RANDOM).ridge();
    assertTrue(noisy > 30 * clear, noisy + " and " + clear);
  }

  @Test
  void theHeadGivesTheMarginsOfTheFit() {
    LinearScorer.Data data = data(100, 0.3);
    LinearScorer scorer = LinearScorer.of(data, RANDOM);
    float[] head = scorer.head();
    double score = 0;
    for (int c = 0; c < FEATURES; c++) {
      score += head[c] * data.differences()[7][c];
    }
    assertEquals(scorer.margin(data.differences()[7]), score, 1e-5);
    assertEquals(0, head[FEATURES]);
  }

  @Test
  void knownPenaltyAndScalesGiveTheSameFit() {
    LinearScorer scorer = LinearScorer.of(data(100, 0.3), RANDOM);
    LinearScorer again = LinearScorer.of(data(100, 0.3), scorer.scales(), scorer.ridge());
    assertArrayEquals(scorer.fit().coefficients(), again.fit().coefficients(), 1e-12);
  }

  @Test
  void labelsOfOnePromptAreFittedWithoutAChoice() {
    LinearScorer.Data data = data(1, 0);
    LinearScorer scorer = LinearScorer.of(data, RANDOM);
    assertTrue(scorer.candidates().isEmpty());
    assertTrue(scorer.margin(data.differences()[0]) > 0);
  }
}

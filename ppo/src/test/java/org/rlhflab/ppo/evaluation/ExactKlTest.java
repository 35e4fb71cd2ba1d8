package org.rlhflab.ppo.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.GptPass;
import org.rlhflab.pretrain.model.NextTokenBatch;
import org.rlhflab.pretrain.model.TokenSequences;
import org.rlhflab.pretrain.model.kernel.Workers;

class ExactKlTest {
  private static final int VOCABULARY = 11;
  private static final Workers WORKERS = new Workers(1);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void itIsTheSumOverResponseTokensOfTheSumOverTheVocabulary() {
    List<int[]> prompts = List.of(new int[] {1, 2}, new int[] {3, 4, 5}, new int[] {6});
    List<int[]> responses = List.of(new int[] {7, 8, 0}, new int[] {9}, new int[] {10, 10});
    double[] measured = new ExactKl(gpt(1), gpt(2), WORKERS).of(prompts, responses, 0.7);
    for (int i = 0; i < 3; i++) {
      double expected = plain(prompts.get(i), responses.get(i), 0.7f);
      assertEquals(expected, measured[i], 1e-4 * Math.max(1, expected), "response " + i);
    }
  }

  @Test
  void aModelIsAtNoDistanceFromItself() {
    double[] measured =
        new ExactKl(gpt(1), gpt(1), WORKERS)
            .of(List.of(new int[] {1}), List.of(new int[] {2, 3}), 1);
    assertArrayEquals(new double[] {0}, measured, 1e-6);
  }

  @Test
  void manyResponsesGiveWhatEachGivesAlone() {
    ExactKl kl = new ExactKl(gpt(1), gpt(2), WORKERS);
    double alone = kl.of(List.of(new int[] {1, 2}), List.of(new int[] {3, 0}), 0.7)[0];
    double[] many =
        kl.of(
            Collections.nCopies(150, new int[] {1, 2}),
            Collections.nCopies(150, new int[] {3, 0}),
            0.7);
    for (double one : many) {
      assertEquals(alone, one, 1e-5);
    }
  }

  @Test
  void modelsOfDifferentVocabulariesAreRefused() {
    Gpt other = Gpt.create(new GptConfig(12, 16, 8, 1, 2), 0.5, new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> new ExactKl(gpt(1), other, WORKERS));
  }

  private static Gpt gpt(long seed) {
    return Gpt.create(new GptConfig(VOCABULARY, 16, 8, 1, 2), 0.5, new SplittableRandom(seed));
  }

  private static double plain(int[] prompt, int[] response, float temperature) {
    double sum = 0;
    for (int t = 0; t < response.length; t++) {
      int[] before = java.util.Arrays.copyOf(prompt, prompt.length + t);
      System.arraycopy(response, 0, before, prompt.length, t);
      for (int token = 0; token < VOCABULARY; token++) {
        double p = logProbability(gpt(1), before, token, temperature);
        double q = logProbability(gpt(2), before, token, temperature);
        sum += Math.exp(p) * (p - q);
      }
    }
    return sum;
  }

  private static double logProbability(Gpt gpt, int[] before, int token, float temperature) {
    GptPass pass = new GptPass(gpt, WORKERS);
    float[] out = new float[1];
    int[] rows = {before.length - 1};
    pass.logProbabilities(
        new NextTokenBatch(TokenSequences.of(List.of(before)), rows, new int[] {token}),
        temperature,
        out);
    return out[0];
  }
}

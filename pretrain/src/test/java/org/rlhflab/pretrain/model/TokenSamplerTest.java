package org.rlhflab.pretrain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlhflab.pretrain.model.kernel.NativeArray;

class TokenSamplerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 64, 65, 207, 1024})
  void theDrawnTokenIsWhereTheRunningSumPassesTheGivenNumber(int vocabulary) {
    float[] logits = logits(vocabulary);
    double[] p = plain(logits, 0.7);
    TokenSampler sampler = new TokenSampler(Sampling.at(0.7, 1), vocabulary);
    for (int i = 0; i < 500; i++) {
      double uniform = (i + 0.5) / 500;
      NativeArray row = row(logits);
      int token = sampler.draw(row.address(), uniform);
      double before = 0;
      for (int v = 0; v < token; v++) {
        before += p[v];
      }
      assertTrue(before - 1e-6 <= uniform && uniform <= before + p[token] + 1e-6, "at " + uniform);
      double wanted = Math.log(p[token]);
      assertEquals(wanted, sampler.logProbability(row.address(), token), 1e-5, "at " + uniform);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 13, 64, 65, 207, 1024})
  void greedyTakesTheFirstOfTheLikeliestTokens(int vocabulary) {
    float[] logits = logits(vocabulary);
    int best = vocabulary / 2;
    logits[best] = 9;
    logits[vocabulary - 1] = 9;
    NativeArray row = row(logits);
    TokenSampler sampler = new TokenSampler(Sampling.greedy(1), vocabulary);
    assertEquals(best, sampler.draw(row.address(), 0.5));
    double wanted = Math.log(plain(logits, 1)[best]);
    assertEquals(wanted, sampler.logProbability(row.address(), best), 1e-5);
  }

  private static float[] logits(int vocabulary) {
    SplittableRandom random = new SplittableRandom(vocabulary);
    float[] logits = new float[vocabulary];
    for (int v = 0; v < vocabulary; v++) {
      logits[v] = (float) (2 * random.nextGaussian());
    }
    return logits;
  }

  private static NativeArray row(float[] logits) {
    NativeArray row = new NativeArray(logits.length);
    row.set(logits);
    return row;
  }

  private static double[] plain(float[] logits, double temperature) {
    double[] p = new double[logits.length];
    double sum = 0;
    for (int v = 0; v < p.length; v++) {
      p[v] = Math.exp(logits[v] / temperature);
      sum += p[v];
    }
    for (int v = 0; v < p.length; v++) {
      p[v] /= sum;
    }
    return p;
  }
}

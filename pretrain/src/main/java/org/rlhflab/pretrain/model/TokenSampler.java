package org.rlhflab.pretrain.model;

import java.util.stream.IntStream;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Softmax;

/// Draws a token from a row of logits `[vocabulary]`, given a number in [0, 1).
final class TokenSampler {
  private final Sampling sampling;
  private final int vocabulary;

  TokenSampler(Sampling sampling, int vocabulary) {
    this.sampling = sampling;
    this.vocabulary = vocabulary;
  }

  /// Turns the row into probabilities at the sampling's temperature (at 1 for greedy) and draws.
  int draw(long row, double uniform) {
    boolean greedy = sampling.temperature() == 0;
    Softmax.probabilities(row, greedy ? 1f : (float) sampling.temperature(), vocabulary);
    if (greedy) {
      return likeliest(row);
    }
    boolean limited = sampling.topK() > 0 || sampling.topP() < 1;
    return limited ? among(likely(row), row, uniform) : inverse(row, uniform);
  }

  /// The log-probability of a token after [#draw].
  float logProbability(long row, int token) {
    return (float) StrictMath.log(Math.max(NativeArray.get(row, token), Float.MIN_NORMAL));
  }

  private int likeliest(long row) {
    int best = 0;
    for (int v = 1; v < vocabulary; v++) {
      if (NativeArray.get(row, v) > NativeArray.get(row, best)) {
        best = v;
      }
    }
    return best;
  }

  private int inverse(long row, double uniform) {
    double left = uniform;
    for (int v = 0; v < vocabulary; v++) {
      left -= NativeArray.get(row, v);
      if (left < 0) {
        return v;
      }
    }
    return likeliest(row);
  }

  /// The tokens that may be drawn, likeliest first, lower numbers first among equals.
  private int[] likely(long row) {
    int[] order =
        IntStream.range(0, vocabulary)
            .boxed()
            .sorted((a, b) -> Float.compare(NativeArray.get(row, b), NativeArray.get(row, a)))
            .mapToInt(Integer::intValue)
            .toArray();
    int keep = sampling.topK() > 0 ? Math.min(sampling.topK(), vocabulary) : vocabulary;
    double sum = 0;
    int count = 0;
    while (count < keep && (count == 0 || sum < sampling.topP())) {
      sum += NativeArray.get(row, order[count++]);
    }
    return java.util.Arrays.copyOf(order, count);
  }

  private static int among(int[] tokens, long row, double uniform) {
    double sum = 0;
    for (int token : tokens) {
      sum += NativeArray.get(row, token);
    }
    double left = uniform * sum;
    for (int token : tokens) {
      left -= NativeArray.get(row, token);
      if (left < 0) {
        return token;
      }
    }
    return tokens[tokens.length - 1];
  }
}

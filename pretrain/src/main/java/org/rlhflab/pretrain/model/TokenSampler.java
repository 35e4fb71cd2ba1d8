package org.rlhflab.pretrain.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.OnlineSoftmax;
import org.rlhflab.pretrain.model.kernel.Softmax;

/// Draws a token from a row of logits `[vocabulary]`, given a number in [0, 1). Not safe for use by
/// several threads.
final class TokenSampler {
  /// Tokens that are passed over together.
  private static final int STRIDE = 64;

  private final Sampling sampling;
  private final int vocabulary;
  private final NativeArray max = new NativeArray(1);
  private final NativeArray sum = new NativeArray(1);

  TokenSampler(Sampling sampling, int vocabulary) {
    this.sampling = sampling;
    this.vocabulary = vocabulary;
  }

  /// Turns the row into exponentials at the sampling's temperature (at 1 for greedy) and draws.
  int draw(long row, double uniform) {
    boolean greedy = sampling.temperature() == 0;
    float inverse = greedy ? 1f : (float) (1 / sampling.temperature());
    OnlineSoftmax.exponentials(row, 1, vocabulary, inverse, max.address(), sum.address());
    if (greedy) {
      return likeliest(row);
    }
    boolean limited = sampling.topK() > 0 || sampling.topP() < 1;
    return limited ? among(likely(row), row, uniform) : inverse(row, uniform);
  }

  /// The log-probability of a token after [#draw].
  float logProbability(long row, int token) {
    float e = Math.max(NativeArray.get(row, token), Float.MIN_NORMAL);
    return (float) StrictMath.log(e / total());
  }

  /// The sum of the row's exponentials.
  private double total() {
    return NativeArray.get(sum.address(), 0);
  }

  private int likeliest(long row) {
    float greatest = Softmax.maximum(row, vocabulary);
    int v = 0;
    while (v < vocabulary - 1 && NativeArray.get(row, v) != greatest) {
      v++;
    }
    return v;
  }

  /// The token at which the running sum passes `uniform` times the whole.
  private int inverse(long row, double uniform) {
    double left = uniform * total();
    for (int from = 0; from < vocabulary; from += STRIDE) {
      int count = Math.min(STRIDE, vocabulary - from);
      float sum = Softmax.sum(NativeArray.offset(row, from), count);
      if (left < sum) {
        return within(row, from, count, left);
      }
      left -= sum;
    }
    return likeliest(row);
  }

  private static int within(long row, int from, int count, double wanted) {
    double left = wanted;
    for (int v = from; v < from + count; v++) {
      left -= NativeArray.get(row, v);
      if (left < 0) {
        return v;
      }
    }
    return from + count - 1;
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
    double enough = sampling.topP() * total();
    double sum = 0;
    int count = 0;
    while (count < keep && (count == 0 || sum < enough)) {
      sum += NativeArray.get(row, order[count++]);
    }
    return Arrays.copyOf(order, count);
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

package org.rlhflab.ppo.objective;

/// A reward for staying undecided, so that the policy does not settle too soon.
///
/// `loss = -c * mean over tokens of H_t`, `H_t = -sum over v of p(v) * log p(v)`, `dH/dz_v = -p(v)
/// * (log p(v) + H)`
///
/// Source: Schulman et al. 2017, equation 9 (its c2 S).
///
/// | symbol   | variable      | range                                         |
/// |----------|---------------|-----------------------------------------------|
/// | c        | `coefficient` | at least 0; 0 in RLHF by default: KL does it  |
/// | log p(v) | `logProbs`    | log-softmax of the logits z over `vocabulary` |
///
/// @param coefficient of the mean entropy
public record EntropyBonus(float coefficient) {

  /// Checks the range.
  public EntropyBonus {
    if (!(coefficient >= 0)) {
      throw new IllegalArgumentException("coefficient must be at least 0, got " + coefficient);
    }
  }

  /// What came of one minibatch.
  ///
  /// @param loss never positive
  /// @param meanEntropy `objective/entropy` per token, in nats
  public record Result(double loss, double meanEntropy) {}

  /// Evaluates a minibatch and *adds* d(loss)/d(logits) to the last array.
  public Result evaluate(
      float[] logProbs, // [tokens * vocabulary]
      int vocabulary,
      float[] dLogits) { // [tokens * vocabulary]
    Lengths.equal(logProbs.length, dLogits.length);
    if (vocabulary < 1 || logProbs.length % vocabulary != 0) {
      throw new IllegalArgumentException(
          "vocabulary must divide " + logProbs.length + " values, got " + vocabulary);
    }
    int tokens = logProbs.length / vocabulary;
    double sum = 0;
    for (int t = 0; t < tokens; t++) {
      double entropy = entropy(logProbs, t * vocabulary, vocabulary);
      for (int v = t * vocabulary; v < (t + 1) * vocabulary; v++) {
        dLogits[v] +=
            (float) (coefficient / tokens * Math.exp(logProbs[v]) * (logProbs[v] + entropy));
      }
      sum += entropy;
    }
    return new Result(-coefficient * sum / tokens, sum / tokens);
  }

  /// d(loss)/d(H_t), the same for every token of a minibatch: where a model gives entropies and
  /// takes their derivatives, it is all that is needed.
  public float[] derivatives(int tokens) {
    float[] dEntropies = new float[tokens];
    java.util.Arrays.fill(dEntropies, -coefficient / tokens);
    return dEntropies;
  }

  private static double entropy(float[] logProbs, int from, int vocabulary) {
    double entropy = 0;
    for (int v = from; v < from + vocabulary; v++) {
      entropy -= Math.exp(logProbs[v]) * logProbs[v];
    }
    return entropy;
  }
}

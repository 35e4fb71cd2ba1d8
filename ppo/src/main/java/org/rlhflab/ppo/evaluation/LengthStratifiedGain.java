package org.rlhflab.ppo.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How much of what a model has gained in score it has gained otherwise than by length: answers are
/// put into bins of alike length, and a bin's gain is the difference of its mean scores.
///
/// ```
/// within = sum_b n_b (mean score_b - mean reference score_b) / sum_b n_b
/// share  = within / (mean score - mean reference score)
/// ```
///
/// over the bins b in which both have answers, n_b those of the model. 1: none of the gain is
/// length; 0: all of it. After the length-stratified comparison of Singhal, Goyal, Xu, Durrett, "A
/// Long Way to Go" (2023, arXiv:2310.03716), section 3.
///
/// @param total difference of the mean scores
/// @param within the same within bins
public record LengthStratifiedGain(double total, double within) {
  /// Words to a bin.
  public static final int BIN = 10;

  /// Scores of the answers in a bin.
  private static final class Bin {
    private double sum;
    private double referenceSum;
    private int count;
    private int referenceCount;

    double gain() {
      return sum / count - referenceSum / referenceCount;
    }
  }

  /// From scores and words of a model's answers, and of the reference's; empty where no bin has
  /// answers of both.
  public static Optional<LengthStratifiedGain> of(
      double[] scores, double[] words, double[] referenceScores, double[] referenceWords) {
    Map<Long, Bin> bins = new HashMap<>();
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      Bin bin = bin(bins, words[i]);
      bin.sum += scores[i];
      bin.count++;
      mean += scores[i] / scores.length;
    }
    double referenceMean = 0;
    for (int i = 0; i < referenceScores.length; i++) {
      Bin bin = bin(bins, referenceWords[i]);
      bin.referenceSum += referenceScores[i];
      bin.referenceCount++;
      referenceMean += referenceScores[i] / referenceScores.length;
    }
    double within = 0;
    int common = 0;
    for (Bin bin : bins.values()) {
      if (bin.count > 0 && bin.referenceCount > 0) {
        within += bin.count * bin.gain();
        common += bin.count;
      }
    }
    return common == 0
        ? Optional.empty()
        : Optional.of(new LengthStratifiedGain(mean - referenceMean, within / common));
  }

  /// The share that is not length; empty where nothing was gained.
  public OptionalDouble share() {
    return total > 0 ? OptionalDouble.of(within / total) : OptionalDouble.empty();
  }

  private static Bin bin(Map<Long, Bin> bins, double words) {
    return bins.computeIfAbsent((long) Math.floor(words / BIN), _ -> new Bin());
  }
}

package org.rlhflab.ppo.evaluation;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /// From scores and words of a model's answers, and of the reference's; empty where no bin has
  /// answers of both.
  public static Optional<LengthStratifiedGain> of(
      double[] scores, double[] words, double[] referenceScores, double[] referenceWords) {
    Map<Long, DoubleSummaryStatistics> own = binned(scores, words);
    Map<Long, DoubleSummaryStatistics> reference = binned(referenceScores, referenceWords);
    double within = 0;
    long common = 0;
    for (Map.Entry<Long, DoubleSummaryStatistics> bin : own.entrySet()) {
      DoubleSummaryStatistics other = reference.get(bin.getKey());
      if (other != null) {
        long count = bin.getValue().getCount();
        within += count * (bin.getValue().getAverage() - other.getAverage());
        common += count;
      }
    }
    return common == 0
        ? Optional.empty()
        : Optional.of(
            new LengthStratifiedGain(mean(scores) - mean(referenceScores), within / common));
  }

  /// The share that is not length; empty where nothing was gained.
  public OptionalDouble share() {
    return total > 0 ? OptionalDouble.of(within / total) : OptionalDouble.empty();
  }

  private static Map<Long, DoubleSummaryStatistics> binned(double[] scores, double[] words) {
    return IntStream.range(0, scores.length)
        .boxed()
        .collect(
            Collectors.groupingBy(
                i -> (long) Math.floor(words[i] / BIN),
                TreeMap::new,
                Collectors.summarizingDouble(i -> scores[i])));
  }

  private static double mean(double[] scores) {
    return Arrays.stream(scores).average().orElse(0);
  }
}

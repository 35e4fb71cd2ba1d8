package org.rlhflab.ppo.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;

/// What a comparison found, as `rlhf compare --json` prints it.
///
/// @param arms every arm's figures; the fine-tuned model comes first where all arms have it in
///   common
/// @param pairs every two arms, metric by metric
/// @param findings one sentence for each effect
/// @param seeds that every arm was made with, on which all figures rest
/// @param missing cells that are not there yet, or could not be made, with the reason
/// @param failed those among them that could not be made
public record CompareResults(
    List<ArmResult> arms,
    List<PairResult> pairs,
    List<String> findings,
    List<Long> seeds,
    List<String> missing,
    List<String> failed) {

  /// An arm's figures.
  ///
  /// @param name of the arm
  /// @param labels whose
  /// @param demonstrations which
  /// @param settings what differs from the defaults
  /// @param metrics means over seeds and prompts, with 95% intervals over both
  /// @param cells where its models are, by seed
  public record ArmResult(
      String name,
      Optional<String> labels,
      String demonstrations,
      List<String> settings,
      Map<String, Interval> metrics,
      List<String> cells) {}

  /// What tells two arms apart in one metric.
  ///
  /// @param a one arm
  /// @param b another
  /// @param metric by its name in [CellFigures]
  /// @param difference a less b, paired by seed and prompt, with the 95% interval over both
  /// @param p two-sided, by flipping the signs of the seeds' differences
  /// @param pHolm the same, corrected for all pairs of this metric
  /// @param effectSize Cohen's d: the difference over the deviation of figures within an arm; empty
  ///   where they do not vary
  public record PairResult(
      String a,
      String b,
      String metric,
      Interval difference,
      double p,
      double pHolm,
      Optional<Double> effectSize) {

    /// Whether chance alone would rarely show this.
    @JsonIgnore
    public boolean isClear() {
      return pHolm < 0.05 && difference.excludes(0);
    }
  }

  /// Copies its lists.
  public CompareResults {
    arms = List.copyOf(arms);
    pairs = List.copyOf(pairs);
    findings = List.copyOf(findings);
    seeds = List.copyOf(seeds);
    missing = List.copyOf(missing);
    failed = List.copyOf(failed);
  }

  /// The figures of an arm.
  public Optional<ArmResult> arm(String name) {
    return arms.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// How two arms differ in a metric, seen from the first.
  public Optional<PairResult> pair(String a, String b, String metric) {
    return pairs.stream()
        .filter(it -> it.metric().equals(metric))
        .flatMap(it -> {
          if (it.a().equals(a) && it.b().equals(b)) {
            return java.util.stream.Stream.of(it);
          }
          if (it.a().equals(b) && it.b().equals(a)) {
            return java.util.stream.Stream.of(
                new PairResult(
                    a,
                    b,
                    metric,
                    it.difference().subtractedFrom(0),
                    it.p(),
                    it.pHolm(),
                    it.effectSize().map(d -> -d)));
          }
          return java.util.stream.Stream.empty();
        })
        .findFirst();
  }
}

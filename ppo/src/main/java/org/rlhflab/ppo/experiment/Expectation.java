package org.rlhflab.ppo.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.rlhflab.ppo.experiment.CompareResults.PairResult;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.SignFlipTest;

/// An effect that is expected before anything is measured.
///
/// @param arm that should show it
/// @param control against which
/// @param metric in which, by its name in [CellFigures]
/// @param direction whether the arm should have more of it or less
/// @param atLeast smallest difference that counts as the effect, in the metric's unit, above 0
public record Expectation(
    String arm, String control, String metric, Direction direction, double atLeast) {
  private static final double LEVEL = 0.05;

  /// Fewer seeds say nothing of what other seeds would do.
  private static final int FEWEST_SEEDS = SignFlipTest.fewest(1, LEVEL);

  /// Which way.
  public enum Direction {
    /// The arm has more.
    @JsonProperty("more")
    MORE,
    /// The arm has less.
    @JsonProperty("less")
    LESS
  }

  /// Checks that nothing is missing, and the size.
  public Expectation {
    Experiment.required("arm", arm);
    Experiment.required("control", control);
    Experiment.required("metric", metric);
    Experiment.required("direction", direction);
    if (!(atLeast > 0 && Double.isFinite(atLeast))) {
      throw new IllegalArgumentException("at_least must be above 0 and finite, got " + atLeast);
    }
    if (arm.equals(control)) {
      throw new IllegalArgumentException("arm and control must differ, got " + arm + " twice");
    }
  }

  /// What was measured, and whether it is what was expected.
  ///
  /// @param expectation what was expected
  /// @param difference arm less control
  /// @param p of the test for this metric and pair
  /// @param pHolm corrected for all expectations of the experiment
  /// @param verdict what follows
  public record Outcome(
      Expectation expectation, Interval difference, double p, double pHolm, Verdict verdict) {}

  /// Judges a pair seen from the arm. The effect is *reproduced* if the mean difference is as large
  /// as expected, its interval excludes 0 and the corrected test agrees; *not reproduced* if even
  /// the interval's far end is smaller than expected; otherwise, or with fewer seeds than any test
  /// needs, they cannot tell.
  public Outcome judge(PairResult pair, double pHolm, int seeds) {
    Interval towards =
        direction == Direction.MORE ? pair.difference() : pair.difference().subtractedFrom(0);
    Verdict verdict = Verdict.INCONCLUSIVE;
    if (towards.mean() >= atLeast && towards.lo() > 0 && pHolm < LEVEL) {
      verdict = Verdict.REPRODUCED;
    } else if (towards.hi() < atLeast && seeds >= FEWEST_SEEDS) {
      verdict = Verdict.NOT_REPRODUCED;
    }
    return new Outcome(this, pair.difference(), pair.p(), pHolm, verdict);
  }

  /// In words, for instance `verbose-biased: behaviour/words more than careful by 5 or more`.
  public String text() {
    return "%s: %s %s than %s by %s or more"
        .formatted(
            arm,
            metric,
            direction == Direction.MORE ? "more" : "less",
            control,
            Double.toString(atLeast).replaceFirst("\\.0$", ""));
  }
}

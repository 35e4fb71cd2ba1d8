package org.rlhflab.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.reward.quality.AnnotatorWeight;

/// What came of training a reward model, in the form of its JSON document. Margin and calibration
/// are in log-odds, before the scores were normalized.
///
/// @param pairs labels that were used, held-out ones included
/// @param dropped labels whose two responses were the same text
/// @param leftOut labels left out with their annotators
/// @param cut labels of which a response does not fit the model's context with its prompt
/// @param alike labels among them whose responses are the same after the cut
/// @param ridge the penalty of a linear scorer, chosen by cross-validation; empty for another
/// @param heldOut labels kept from training, by prompt; the figures below are theirs
/// @param accuracy share whose chosen response scores higher, a tie counted as half; empty where
///   nothing was held out
/// @param margin mean score of the chosen response less that of the rejected one, ties left out
/// @param ece expected calibration error
/// @param goldAccuracy share of pairs that the model orders as the gold rubric does; empty where
///   the world can't judge any
/// @param goldTies pairs that the rubric finds equal, left out of `goldAccuracy`
/// @param notJudged pairs that the world can't judge, left out as well
/// @param oneFactAccuracy share of pairs differing in one statement only whose true one scores
///   higher
/// @param filtered labels dropped with annotators below the filter
/// @param weights how much everybody's labels count and why; empty where all count alike
/// @param warnings what the weighting cannot see
/// @param source where the labels' responses come from, in words
public record RewardModelSummary(
    int pairs,
    int dropped,
    int leftOut,
    int cut,
    int alike,
    OptionalDouble ridge,
    int heldOut,
    Optional<Interval> accuracy,
    OptionalDouble margin,
    OptionalDouble ece,
    Optional<Interval> goldAccuracy,
    int goldTies,
    int notJudged,
    Interval oneFactAccuracy,
    int filtered,
    List<AnnotatorWeight> weights,
    List<String> warnings,
    String source) {

  /// Copies its lists.
  public RewardModelSummary {
    weights = List.copyOf(weights);
    warnings = List.copyOf(warnings);
  }

  /// What the figures do not cover, one sentence each.
  public List<String> limits() {
    List<String> limits = new ArrayList<>();
    if (cut > 0) {
      limits.add(
          ("%,d labels do not fit the model's context and were cut; %,d of them teach nothing,"
                  + " since both responses became the same")
              .formatted(cut, alike));
    }
    if (heldOut > 0 && notJudged == heldOut) {
      limits.add(
          "the world knows no right answer to any held-out pair: only agreement with the labels can"
              + " be measured");
    } else if (notJudged > 0) {
      limits.add(
          "%,d of %,d held-out pairs can't be judged, since the world does not know them"
              .formatted(notJudged, heldOut));
    }
    return limits;
  }
}

package org.rlhflab.reward.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.judgment.PairJudgments;
import org.rlhflab.reward.quality.judgment.UndefinedMeasure;

/// From the labels of a file to those that train: people who are to be left out are left out,
/// labels whose two responses are the same text are dropped, people below the filter are dropped,
/// the others are weighed by what is known of them, and weights are scaled to a mean of 1, so that
/// weighing labels does not change the learning rate.
///
/// `w_i' = w_i r_k * n / (sum of w_i r_k)` over the n labels that are kept, r_k the weight of the
/// label's annotator
///
/// @param labels those that are kept, in order, with their scaled weights
/// @param identical how many were dropped because chosen equals rejected
/// @param leftOut how many were left out with their annotators
/// @param filtered how many were dropped by the filter
/// @param people everybody's weight and why; empty where all count alike
/// @param warnings what the weighting cannot see
public record LabelWeights(
    List<Preference> labels,
    int identical,
    int leftOut,
    int filtered,
    List<AnnotatorWeight> people,
    List<String> warnings) {
  private static final double HUGE = 1e100;

  private static final double STEADY = 0.8;
  private static final double OFTEN_WRONG = 0.8;

  /// Copies its lists.
  public LabelWeights {
    labels = List.copyOf(labels);
    people = List.copyOf(people);
    warnings = List.copyOf(warnings);
  }

  /// Every label as it is; `without` names annotators to leave out.
  public static LabelWeights of(List<Preference> labels, Set<String> without) {
    return of(labels, without, Weighting.NONE, 0);
  }

  /// Drops and weighs; people whose reliability is below `filter` are dropped (0: nobody).
  public static LabelWeights of(
      List<Preference> labels, Set<String> without, Weighting weighting, double filter) {
    List<Preference> people =
        labels.stream().filter(label -> !without.contains(label.annotator())).toList();
    List<Preference> different = people.stream().filter(label -> !label.isEmptyChoice()).toList();
    boolean alike = weighting == Weighting.NONE && filter == 0;
    List<AnnotatorWeight> weights =
        alike || different.isEmpty() ? List.of() : weights(different, weighting, filter);
    Map<String, AnnotatorWeight> byName = new HashMap<>();
    weights.forEach(it -> byName.put(it.annotator(), it));
    List<Preference> kept = new ArrayList<>();
    for (Preference label : different) {
      AnnotatorWeight own = byName.get(label.annotator());
      if (own == null) {
        kept.add(label);
      } else if (!own.dropped()) {
        kept.add(label.withWeight(label.weight() * own.weight()));
      }
    }
    double greatest = kept.stream().mapToDouble(Preference::weight).max().orElse(0);
    double unit = greatest > HUGE ? greatest : 1; // a sum of huge weights would be infinite
    double sum = kept.stream().mapToDouble(label -> label.weight() / unit).sum();
    if (!(sum > 0)) {
      throw new BadInput(
          "no label is left to train on: of %d, %d were left out with their annotators, %d prefer a response to itself, %d fell to the filter, and the others weigh 0; give other labels"
              .formatted(
                  labels.size(),
                  labels.size() - people.size(),
                  people.size() - different.size(),
                  different.size() - kept.size()));
    }
    double scale = kept.size() / sum;
    return new LabelWeights(
        kept.stream().map(label -> label.withWeight(label.weight() / unit * scale)).toList(),
        people.size() - different.size(),
        labels.size() - people.size(),
        different.size() - kept.size(),
        weights,
        alike || different.isEmpty() ? List.of() : warnings(different, weighting));
  }

  private static List<AnnotatorWeight> weights(
      List<Preference> labels, Weighting weighting, double filter) {
    PairJudgments pairs = PairJudgments.of(labels);
    double[] reliability;
    try {
      reliability = new ReliabilityEstimates(pairs).of(weighting);
    } catch (UndefinedMeasure reason) {
      throw new BadInput(
          "%s: %s; take another weighting (%s) or other labels"
              .formatted(
                  weighting == Weighting.NONE ? "--filter" : "--weighting " + weighting.key(),
                  reason.getMessage(),
                  Weighting.names()));
    }
    List<String> names = pairs.judgments().annotators();
    int[] counts = new int[names.size()];
    for (int j = 0; j < pairs.labels().size(); j++) {
      counts[pairs.judgments().annotator(j)]++;
    }
    List<AnnotatorWeight> weights = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      double p = reliability[k];
      double weight =
          switch (weighting) {
            case NONE -> 1;
            case RATIONALE -> p;
            default -> ReliabilityWeight.of(p);
          };
      boolean dropped = p < filter;
      weights.add(new AnnotatorWeight(names.get(k), counts[k], p, dropped ? 0 : weight, dropped));
    }
    return weights;
  }

  /// Consistency flatters those who err steadily.
  private static List<String> warnings(List<Preference> labels, Weighting weighting) {
    if (weighting != Weighting.CONSISTENCY && weighting != Weighting.QUALITY) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    PairJudgments pairs = PairJudgments.of(labels);
    ReliabilityEstimates estimates = new ReliabilityEstimates(pairs);
    if (weighting == Weighting.CONSISTENCY) {
      warnings.add(
          "consistency shows who tosses coins, not who is biased: somebody who always takes the"
              + " longer response is as consistent as a careful person");
    }
    if (!estimates.hasRepeats()) {
      warnings.add("nobody judged a pair twice: quality rests on the gold tasks alone");
    } else if (estimates.hasGold()) {
      double[] steady = estimates.consistency();
      double[] right = estimates.gold();
      List<String> names = pairs.judgments().annotators();
      List<String> flattered = new ArrayList<>();
      for (int k = 0; k < steady.length; k++) {
        if (steady[k] >= STEADY && right[k] < OFTEN_WRONG) {
          flattered.add("%s (%.2f on gold tasks)".formatted(names.get(k), right[k]));
        }
      }
      if (!flattered.isEmpty()) {
        warnings.add(
            "consistent and often wrong, so flattered by consistency: "
                + String.join(", ", flattered));
      }
    }
    return warnings;
  }
}

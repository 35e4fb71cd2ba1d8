package org.rlhflab.reward.quality;

import java.util.List;
import java.util.Set;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.Preference;

/// From the labels of a file to those that train: labels whose two responses are the same text are
/// dropped, people who are to be left out are left out, and weights are scaled to a mean of 1, so
/// that weighing labels does not change the learning rate.
///
/// `w_i' = w_i * n / (w_1 + ... + w_n)` over the n labels that are kept
///
/// @param labels those that are kept, in order, with their scaled weights
/// @param identical how many were dropped because chosen equals rejected
/// @param leftOut how many were left out with their annotators
public record LabelWeights(List<Preference> labels, int identical, int leftOut) {

  /// Copies its list.
  public LabelWeights {
    labels = List.copyOf(labels);
  }

  /// Drops and weighs; `without` names annotators to leave out.
  public static LabelWeights of(List<Preference> labels, Set<String> without) {
    List<Preference> people =
        labels.stream().filter(label -> !without.contains(label.annotator())).toList();
    List<Preference> kept = people.stream().filter(label -> !label.isEmptyChoice()).toList();
    double sum = kept.stream().mapToDouble(Preference::weight).sum();
    if (!(sum > 0)) {
      throw new BadInput(
          "no label is left to train on: of %d, %d were left out with their annotators, %d prefer a response to itself, and the others weigh 0; give other labels"
              .formatted(
                  labels.size(), labels.size() - people.size(), people.size() - kept.size()));
    }
    double scale = kept.size() / sum;
    return new LabelWeights(
        kept.stream().map(label -> label.withWeight(label.weight() * scale)).toList(),
        people.size() - kept.size(),
        labels.size() - people.size());
  }
}

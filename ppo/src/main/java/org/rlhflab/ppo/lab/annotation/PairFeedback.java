package org.rlhflab.ppo.lab.annotation;

import java.util.List;
import java.util.Optional;
import org.rlhflab.ppo.lesson.labeling.OwnLabelsReport;
import org.rlhflab.pretrain.stage.BadInput;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.quality.AnnotatorReport;
import org.rlhflab.reward.quality.LabelAudit;

/// What a platform tells somebody about his or her labels.
///
/// @param labels how many
/// @param audit the person in an audit of all labels, the crowd's among them: gold tasks,
///   consistency, agreement, biases, status
/// @param report the labels by themselves: longer ones chosen, what the rubric pays, and every
///   label that it sees otherwise
public record PairFeedback(int labels, AnnotatorReport audit, OwnLabelsReport report) {
  private static final int FEWEST = 10;
  private static final long SEED = 7;

  static PairFeedback of(List<Preference> own, LabelPool pool) {
    if (own.size() < FEWEST) {
      throw new BadInput(
          "%d pairs are labelled; figures come with the %dth".formatted(own.size(), FEWEST));
    }
    String person = own.getFirst().annotator();
    LabelAudit audit = LabelAudit.of(pool.with(own), LabelAudit.GOLD_STANDARD, SEED);
    Optional<AnnotatorReport> mine =
        audit.annotators().stream().filter(it -> it.id().equals(person)).findFirst();
    return new PairFeedback(
        own.size(),
        mine.orElseThrow(() -> new BadInput("these labels hold no choice that can be measured")),
        OwnLabelsReport.of(own, pool.judge()));
  }
}

package org.rlhflab.reward.quality.agreement;

import java.util.List;
import java.util.Optional;
import org.rlhflab.pretrain.statistics.Interval;
import org.rlhflab.pretrain.statistics.WilsonInterval;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.label.Verdict;

/// How often a person gives the known answer on gold (calibration) tasks. A tie where one response
/// is known to be better, or a preference where none is, is half right.
///
/// @param right sum over the tasks: 1, 1/2 or 0 each
/// @param tasks how many tasks with a known answer
public record GoldAccuracy(double right, int tasks) {

  /// Of one person's labels, those without a known answer passed over.
  public static GoldAccuracy of(List<Preference> labels) {
    double right = 0;
    int tasks = 0;
    for (Preference label : labels) {
      if (label.gold().isPresent()) {
        right += credit(label, label.gold().get());
        tasks++;
      }
    }
    return new GoldAccuracy(right, tasks);
  }

  /// Wilson's 95% interval; empty without tasks.
  public Optional<Interval> interval() {
    return tasks == 0 ? Optional.empty() : Optional.of(WilsonInterval.of(right, tasks));
  }

  /// 1, 1/2 or 0 for one label.
  static double credit(Preference label, Verdict gold) {
    if (label.tie() || gold == Verdict.TIE) {
      return label.tie() && gold == Verdict.TIE ? 1 : 0.5;
    }
    return gold == Verdict.CHOSEN ? 1 : 0;
  }
}

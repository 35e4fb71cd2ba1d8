package org.rlhflab.ppo.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How much of what other demonstrations cost is still there after PPO: the difference between two
/// tuned arms over that between the fine-tuned models they began from.
///
/// @param arm the arm
/// @param control against which
/// @param metric in which
/// @param before difference of the fine-tuned models, arm less control
/// @param after difference of the tuned ones
/// @param share `after / before`
public record DamageLeft(
    String arm, String control, String metric, double before, double after, double share) {

  /// For every two expectations that ask for the same figure before and after tuning, where the
  /// difference before is beyond chance: the share of nothing is nothing.
  static List<DamageLeft> of(List<Expectation.Outcome> outcomes) {
    List<DamageLeft> all = new ArrayList<>();
    for (Expectation.Outcome tuned : outcomes) {
      Expectation asked = tuned.expectation();
      outcomes.stream()
          .filter(it -> it.expectation().arm().equals(LabelComparison.fineTuned(asked.arm())))
          .filter(
              it -> it.expectation().control().equals(LabelComparison.fineTuned(asked.control())))
          .filter(it -> it.expectation().metric().equals(asked.metric()))
          .filter(it -> it.difference().excludes(0))
          .map(it -> of(asked, it.difference().mean(), tuned.difference().mean()))
          .forEach(all::add);
    }
    return all;
  }

  private static DamageLeft of(Expectation asked, double before, double after) {
    return new DamageLeft(
        asked.arm(), asked.control(), asked.metric(), before, after, after / before);
  }

  /// In a sentence.
  public String text() {
    return String.format(
        Locale.ROOT,
        "Of the difference between %s and %s in %s after fine-tuning (%+.2f), %.0f%% is left after"
            + " PPO (%+.2f).",
        arm,
        control,
        metric,
        before,
        100 * share,
        after);
  }
}

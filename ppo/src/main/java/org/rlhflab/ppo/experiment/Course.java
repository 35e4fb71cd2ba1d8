package org.rlhflab.ppo.experiment;

import org.rlhflab.ppo.pipeline.Labels;
import org.rlhflab.pretrain.stage.BadInput;

/// What is made of an arm's labels.
///
/// @param rewardModels trained on the same labels from different draws; several are an ensemble
///   that scores by the arm's `ppo.ensemble`
/// @param rounds of labelling: in each further one people label the newest policy's own answers
/// @param tuned whether a policy is made, or the reward model is the end of it
public record Course(int rewardModels, int rounds, boolean tuned) {
  /// One reward model and a policy.
  public static final Course DEFAULTS = new Course(1, 1, true);

  private static final int MOST = 100;

  /// Checks every range.
  public Course {
    if (rewardModels < 1 || rewardModels > MOST) {
      throw new IllegalArgumentException("reward-models must be 1 to 100, got " + rewardModels);
    }
    if (rounds < 1 || rounds > MOST) {
      throw new IllegalArgumentException("rounds must be 1 to 100, got " + rounds);
    }
    if (!tuned && (rewardModels > 1 || rounds > 1)) {
      throw new IllegalArgumentException(
          "an arm that ends with its reward model has one of it and one round");
    }
    if (rounds > 1 && rewardModels > 1) {
      throw new IllegalArgumentException("several rounds with several reward models are not made");
    }
  }

  /// Refuses rounds where nobody is there to label.
  void check(String arm, Labels labels) {
    if (rounds > 1 && labels instanceof Labels.Given) {
      throw new BadInput(
          "arm %s: rounds need people who label each policy's answers, not a label file"
              .formatted(arm));
    }
  }

  /// The last thing that is made for a cell.
  Step last() {
    return tuned ? Step.POLICY : Step.REWARD;
  }
}

package org.rlhflab.reward;

import java.util.List;
import org.rlhflab.reward.annotator.PairToLabel;
import org.rlhflab.reward.label.PreferenceFile;

/// The clear pairs of the shipped labels.
final class GoldTaskPool {
  static final List<PairToLabel> CLEAR =
      LabelPower.clear(PreferenceFile.read(TinyRun.DATA.labels("crowd")), TinyRun.WORLD);

  private GoldTaskPool() {}
}

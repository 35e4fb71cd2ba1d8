package org.rlhflab.reward;

import java.util.List;
import org.rlhflab.pretrain.model.ModelFolder;
import org.rlhflab.pretrain.model.kernel.Workers;
import org.rlhflab.reward.label.Preference;
import org.rlhflab.reward.model.LinearScorer;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.RewardModel;

/// What a fine-tuned model sees in labels before any reward model is trained: all that a linear
/// scorer learns from.
final class FrozenFeatures {
  private final ModelFolder start;
  private final RewardModel model;

  /// Of a model; the standard form of log-probabilities is taken from `reference`'s responses.
  FrozenFeatures(ModelFolder start, ReadOut readOut, List<Preference> reference, Workers workers) {
    this.start = start;
    this.model =
        RewardModelFitting.untrained(
                start, readOut, RewardModelFitting.encode(start, reference), workers)
            .model();
  }

  /// The differences that labels show.
  LinearScorer.Data of(List<Preference> labels) {
    return data(model, labels, model.prepare(RewardModelFitting.encode(start, labels)));
  }

  /// The same, of responses that were prepared before: a label's chosen one and then its rejected
  /// one.
  static LinearScorer.Data data(
      RewardModel model, List<Preference> labels, List<RewardModel.Prepared> prepared) {
    float[][] features = model.features(prepared);
    double[][] differences = new double[labels.size()][];
    for (int n = 0; n < differences.length; n++) {
      float[] chosen = features[2 * n];
      float[] rejected = features[2 * n + 1];
      differences[n] = new double[chosen.length];
      for (int c = 0; c < chosen.length; c++) {
        differences[n][c] = (double) chosen[c] - rejected[c];
      }
    }
    return new LinearScorer.Data(
        differences,
        labels.stream().mapToDouble(label -> label.tie() ? 0.5 : 1).toArray(),
        labels.stream().mapToDouble(Preference::weight).toArray(),
        labels.stream().map(Preference::prompt).toList());
  }
}

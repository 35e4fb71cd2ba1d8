package org.rlhflab.sft;

import org.rlhflab.pretrain.model.CosineSchedule;
import org.rlhflab.pretrain.model.kernel.Adam;

/// How the base model is fine-tuned on demonstrations.
///
/// @param epochs passes over the demonstrations
/// @param batchSize demonstrations a step
/// @param replay pretraining documents mixed in for each demonstration: without them topics that no
///   demonstration is about are forgotten
/// @param learningRate the highest
/// @param warmUp share of the steps in which the rate rises
/// @param finalRate share of the rate that is left at the end
/// @param beta2 decay of Adam's second moment
/// @param maximumGradientNorm where gradients are clipped
/// @param heldOut share of the demonstrations kept from training, by prompt
public record SftConfig(
    int epochs,
    int batchSize,
    double replay,
    double learningRate,
    double warmUp,
    double finalRate,
    double beta2,
    double maximumGradientNorm,
    double heldOut) {

  /// Chosen by measurement on the shipped world, also of what comes later: after 4 passes at 3e-3
  /// the answers are as good, but a reward model learns less from pairs of them.
  public static final SftConfig DEFAULTS =
      new SftConfig(6, 8, 1.0, 6e-3, 0.03, 0.02, 0.99, 1, 0.05);

  /// Checks every range; schedule and optimizer check their own.
  public SftConfig {
    new CosineSchedule(learningRate, 1, warmUp, finalRate);
    new Adam(0.9f, (float) beta2, 1e-8f);
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    if (!(replay >= 0 && Double.isFinite(replay))) {
      throw new IllegalArgumentException("replay must be at least 0, got " + replay);
    }
    if (!(maximumGradientNorm > 0)) {
      throw new IllegalArgumentException(
          "maximum gradient norm must be above 0, got " + maximumGradientNorm);
    }
    if (!(heldOut >= 0 && heldOut < 1)) {
      throw new IllegalArgumentException("held-out share must be in [0, 1), got " + heldOut);
    }
  }
}

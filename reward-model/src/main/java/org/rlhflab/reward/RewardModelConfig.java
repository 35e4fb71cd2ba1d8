package org.rlhflab.reward;

import org.rlhflab.reward.model.LengthDebiasing;
import org.rlhflab.reward.model.ReadOut;
import org.rlhflab.reward.model.Scorer;
import org.rlhflab.reward.quality.Weighting;

/// How a reward model is made from labels.
///
/// @param weighting by what evidence people's labels weigh (default: all alike, Ouyang et al. 2022)
/// @param filter people whose estimated reliability is below are dropped, in [0, 1); 0 drops nobody
/// @param scorer what learns: trunk and head, or the head alone (which needs none of the settings
///   from `epochs` to `maximumGradientNorm`)
/// @param readOut what of a response the head reads
/// @param lengthDebiasing whether what length alone explains of the labels is set aside (default:
///   no)
/// @param epochs passes over the labels; more than a few memorise them
/// @param batchSize pairs a step
/// @param learningRate the highest, of the trunk
/// @param headFactor how many times faster the head learns
/// @param warmUp share of the steps in which the rate rises
/// @param finalRate share of the rate that is left at the end
/// @param beta2 decay of Adam's second moment
/// @param maximumGradientNorm where gradients are clipped
/// @param heldOut share of the prompts whose labels are kept from training
/// @param normalizationSamples responses of the fine-tuned model on which scores are made mean 0
///   and deviation 1
public record RewardModelConfig(
    Weighting weighting,
    double filter,
    Scorer scorer,
    ReadOut readOut,
    LengthDebiasing lengthDebiasing,
    int epochs,
    int batchSize,
    double learningRate,
    double headFactor,
    double warmUp,
    double finalRate,
    double beta2,
    double maximumGradientNorm,
    double heldOut,
    int normalizationSamples) {

  /// Chosen by measurement.
  public static final RewardModelConfig DEFAULTS =
      new RewardModelConfig(
          Weighting.NONE,
          0,
          Scorer.FINE_TUNED,
          ReadOut.MEAN_WITH_LOG_PROBS,
          LengthDebiasing.NONE,
          2,
          8,
          7e-4,
          10,
          0.03,
          0.1,
          0.99,
          1,
          0.1,
          256);

  /// Checks every range.
  public RewardModelConfig {
    require(filter >= 0 && filter < 1, "filter", "in [0, 1)", filter);
    require(
        lengthDebiasing == LengthDebiasing.NONE || scorer == Scorer.FINE_TUNED,
        "length debiasing",
        "none with a linear scorer",
        "offset");
    require(epochs >= 1, "epochs", "at least 1", epochs);
    require(batchSize >= 1, "batch size", "at least 1", batchSize);
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        "above 0 and finite",
        learningRate);
    require(headFactor > 0, "head factor", "above 0", headFactor);
    require(warmUp >= 0 && warmUp < 1, "warm-up", "in [0, 1)", warmUp);
    require(finalRate >= 0 && finalRate <= 1, "final rate", "in [0, 1]", finalRate);
    require((float) beta2 > 0 && (float) beta2 < 1, "beta2", "in (0, 1)", beta2);
    require(maximumGradientNorm > 0, "maximum gradient norm", "above 0", maximumGradientNorm);
    require(heldOut >= 0 && heldOut < 1, "held-out share", "in [0, 1)", heldOut);
    require(normalizationSamples >= 2, "normalization samples", "at least 2", normalizationSamples);
  }

  private static void require(boolean holds, String name, String what, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + what + ", got " + found);
    }
  }
}

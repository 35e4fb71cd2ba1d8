package org.rlhflab.reward.model;

import java.util.List;
import java.util.SplittableRandom;
import org.rlhflab.pretrain.model.Gpt;
import org.rlhflab.pretrain.model.GptConfig;
import org.rlhflab.pretrain.model.kernel.NativeArray;
import org.rlhflab.pretrain.model.kernel.Workers;

/// Random models of width 8 for the tests of this package.
final class TinyRewardModels {
  static final GptConfig SHAPE = new GptConfig(20, 16, 8, 1, 2);
  static final Fluency FLUENCY = new Fluency(-3, 0.5, -10, 4);

  static final List<EncodedResponse> RESPONSES =
      List.of(
          new EncodedResponse(new int[] {3, 4, 5, 6, 0}, 2),
          new EncodedResponse(new int[] {3, 4, 7, 8, 9, 10, 0}, 2),
          new EncodedResponse(new int[] {11, 12, 13, 14, 15, 16, 17, 0}, 3),
          new EncodedResponse(new int[] {11, 12, 13, 18, 0}, 3));

  private TinyRewardModels() {}

  static Gpt languageModel(long seed) {
    return Gpt.create(SHAPE, 0.5, new SplittableRandom(seed));
  }

  /// With a head of random weights.
  static RewardModel rewardModel(ReadOut readOut, Workers workers) {
    Gpt fineTuned = languageModel(1);
    Gpt gpt = RewardModel.untrained(fineTuned, readOut);
    float[] head = gpt.head(RewardModel.HEAD);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < head.length; i++) {
      head[i] = (float) random.nextGaussian();
    }
    gpt.setHead(RewardModel.HEAD, head);
    return new RewardModel(gpt, readOut, FLUENCY, fineTuned, workers);
  }

  static float[] parameters(Gpt gpt) {
    float[] values = new float[(int) gpt.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = NativeArray.get(gpt.parameters(), i);
    }
    return values;
  }

  static void setParameters(Gpt gpt, float[] values) {
    for (int i = 0; i < values.length; i++) {
      NativeArray.set(gpt.parameters(), i, values[i]);
    }
  }
}

package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.reward.model.EncodedResponse;

/// What was sampled in one iteration and what is known of it: everything an update needs.
///
/// Arrays over tokens hold all responses one after another; response s is the tokens `starts[s]` up
/// to, without, `starts[s + 1]`.
///
/// @param responses prompts and responses, with the end token where there is one
/// @param ended whether each response ended by itself, `[responses]`
/// @param starts `[responses + 1]`
/// @param logProbs under the policy that sampled, at the sampling temperature, `[tokens]`
/// @param referenceLogProbs under the frozen fine-tuned model, at the same one, `[tokens]`
/// @param scores of the reward function, `[responses]`
/// @param features for the value head, `[tokens][feature]`
public record Rollout(
    List<EncodedResponse> responses,
    boolean[] ended,
    int[] starts,
    float[] logProbs,
    float[] referenceLogProbs,
    float[] scores,
    float[][] features) {

  /// Tokens of all responses.
  public int tokens() {
    return logProbs.length;
  }
}

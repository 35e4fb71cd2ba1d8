package org.rlhflab.ppo.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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
/// @param exact sums over the vocabulary, where they were asked for
public record Rollout(
    List<EncodedResponse> responses,
    boolean[] ended,
    int[] starts,
    float[] logProbs,
    float[] referenceLogProbs,
    float[] scores,
    float[][] features,
    Optional<Exact> exact) {

  /// Means over some of the responses, by whole distributions instead of sampled tokens.
  ///
  /// @param kl of the policy that sampled from the reference, nats a response
  /// @param entropy of that policy, nats a response
  public record Exact(double kl, double entropy) {}

  /// Tokens of all responses.
  public int tokens() {
    return logProbs.length;
  }

  /// The responses with these numbers.
  public List<EncodedResponse> responses(int[] chosen) {
    return IntStream.of(chosen).mapToObj(responses::get).toList();
  }

  /// The same for some responses alone.
  public Rollout only(int[] chosen) {
    boolean[] ownEnded = new boolean[chosen.length];
    float[] ownScores = new float[chosen.length];
    List<float[]> ownFeatures = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      ownEnded[i] = ended[chosen[i]];
      ownScores[i] = scores[chosen[i]];
      ownFeatures.addAll(Arrays.asList(features).subList(starts[chosen[i]], starts[chosen[i] + 1]));
    }
    return new Rollout(
        responses(chosen),
        ownEnded,
        starts(chosen),
        gathered(logProbs, chosen),
        gathered(referenceLogProbs, chosen),
        ownScores,
        ownFeatures.toArray(float[][]::new),
        exact);
  }

  /// The tokens of some responses, one after another, out of an array over all tokens.
  public float[] gathered(float[] values, int[] chosen) {
    float[] result = new float[starts(chosen)[chosen.length]];
    int next = 0;
    for (int i : chosen) {
      int length = starts[i + 1] - starts[i];
      System.arraycopy(values, starts[i], result, next, length);
      next += length;
    }
    return result;
  }

  /// Where these responses begin in a gathered array, and where the last one ends.
  public int[] starts(int[] chosen) {
    int[] result = new int[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      result[i + 1] = result[i] + starts[chosen[i] + 1] - starts[chosen[i]];
    }
    return result;
  }
}

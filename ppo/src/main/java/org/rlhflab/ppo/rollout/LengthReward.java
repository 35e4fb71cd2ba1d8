package org.rlhflab.ppo.rollout;

import java.util.List;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.text.Tokenizer;
import org.rlhflab.reward.model.EncodedResponse;

/// A reward that sees nothing but the number of words: the control for every claim that labels
/// taught more than length.
///
/// `score = words of the response`, to be put in the unit of other rewards by [StandardizedReward].
///
/// Source: Singhal et al. 2023, arXiv 2310.03716, section 4 (a reward of length alone reaches most
/// of the gain of a learned one). They count towards a target length; here more is always better.
///
/// @param tokenizer of the model that answers
public record LengthReward(Tokenizer tokenizer) implements RewardFunction {
  @Override
  public float[] score(List<EncodedResponse> responses) {
    float[] scores = new float[responses.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Behaviour.words(ResponseText.of(responses.get(i), tokenizer).text());
    }
    return scores;
  }
}

package org.rlhflab.ppo.evaluation;

import org.rlhflab.pretrain.model.Completion;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldScore;

/// One answer of a model and what is to be said of it.
///
/// @param text the answer, without white space around it
/// @param completion its tokens, as the model wrote them
/// @param gold the gold rubric's judgment
/// @param behaviour what it does, counted
public record EvaluatedResponse(
    String text, Completion completion, GoldScore gold, Behaviour behaviour) {

  /// How many of its sentences are garbled.
  int garbledSentences() {
    return (int) Math.round(behaviour.garbledShare() * behaviour.sentences());
  }
}

package org.rlhflab.reward.annotator;

import java.util.List;
import org.rlhflab.pretrain.rubric.Behaviour;
import org.rlhflab.pretrain.rubric.GoldRubric;
import org.rlhflab.pretrain.rubric.GoldScore;
import org.rlhflab.pretrain.world.Question;
import org.rlhflab.pretrain.world.Response;
import org.rlhflab.pretrain.world.Sentence;

/// What annotators look at in a response.
///
/// @param text the response as it is shown
/// @param sentences its sentences and lead-ins, for written reasons to cite
/// @param gold what the gold rubric says of it
/// @param words how many words it has
/// @param boosters how many lead-ins claim certainty
/// @param hedges how many lead-ins admit uncertainty
/// @param openers how many sentences are mere enthusiasm
/// @param tidy whether capitals and full stops are in order
public record ResponseFeatures(
    String text,
    List<Sentence> sentences,
    GoldScore gold,
    int words,
    int boosters,
    int hedges,
    int openers,
    boolean tidy) {

  /// Copies its list.
  public ResponseFeatures {
    sentences = List.copyOf(sentences);
  }

  /// Measures a parsed answer to a question.
  public static ResponseFeatures of(Question question, Response response, GoldRubric rubric) {
    Behaviour behaviour = Behaviour.of(question, response, true);
    return new ResponseFeatures(
        response.text(),
        response.sentences(),
        rubric.score(question, response),
        behaviour.words(),
        behaviour.boosters(),
        behaviour.hedges(),
        behaviour.openers(),
        response.tidy());
  }
}
